#include <math.h>
#include "sim/report/page.h"
#include "sim/report/regret-words.h"

static void cell(CdSection section, const CdRegret *it)
{
  g_autofree char *spread = cd_regret_spread(it);
  cd_page_cell_open(section.page, true);
  cd_page_number(section.page, CD_FIGURE_PART, it->of_range);
  if (isfinite(it->of_range) && it->mean > 0)
    cd_page_note(section.page, spread);
  cd_page_cell_close(section.page);
}

static void write_options(CdSection section)
{
  const CdRegrets *it = section.results->regrets;
  cd_page_table_open(section.page, "What each partner would give up by each option");
  cd_page_head_row(section.page, "Partner");
  for (guint s = 0; s < it->n_options; s++)
    cd_page_head(section.page, cd_option_label(section.results, s), true);
  cd_page_raw(section.page, "</tr></thead>\n");
  for (guint p = 0; p < it->n; p++) {
    cd_page_row(section.page, cd_regret_partner(section.results, p));
    for (guint s = 0; s < it->n_options; s++)
      cell(section, &it->of[CD_REGRET_OWN][p * it->n_options + s]);
  }
  cd_page_table_close(section.page);
}

static void write_choices(CdSection section)
{
  const CdRegrets *it = section.results->regrets;
  cd_page_paragraph(section.page, cd_regret_eyes_note());
  cd_page_table_open(section.page, "What each would give up if another had its way");
  cd_page_head_row(section.page, "First choice of");
  for (guint q = 0; q < it->n; q++)
    cd_page_head(section.page, cd_regret_partner(section.results, q), true);
  cd_page_raw(section.page, "</tr></thead>\n");
  for (guint p = 0; p < it->n; p++) {
    cd_page_row(section.page, cd_regret_partner(section.results, p));
    for (guint q = 0; q < it->n; q++)
      if (p == q)
        cd_page_text_cell(section.page, "its own");
      else
        cell(section, &it->seen[CD_REGRET_OWN][p * it->n + q]);
  }
  cd_page_table_close(section.page);
}

void cd_regret_part(CdSection section)
{
  g_autofree char *sentence = cd_regret_sentence(section.results);
  if (!cd_tells_of_regret(section.results))
    return;
  cd_page_element(section.page, "h3", NULL, "What each would give up");
  if (*sentence)
    cd_page_paragraph(section.page, sentence);
  write_options(section);
  cd_page_paragraph(section.page, cd_regret_note());
  if (section.results->regrets->n > 1)
    write_choices(section);
}
