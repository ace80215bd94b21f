#include "sim/report/page.h"
#include "sim/report/remark.h"

/* Whether a losing bid decides, and what other formulas would have made of the same bids. */
void cd_scoring_part(CdSection section)
{
  const CdRemark *remark = section.results->remark;
  g_autofree char *flips = cd_remark_flips_sentence(remark);
  cd_page_paragraph(section.page, flips);
  cd_page_table_open(section.page,
                     "The same bids by other formulas and quality weights: share of tenders that somebody else "
                     "would win");
  cd_page_head_row(section.page, "Formula, at a quality weight of");
  for (guint w = 0; w < CD_REMARK_WEIGHTS; w++) {
    g_autofree char *weight = cd_figure(CD_FIGURE_SHARE, cd_remark_weight[w]);
    cd_page_head(section.page, weight, true);
  }
  cd_page_raw(section.page, "</thead>\n");
  for (int f = 0; f < CD_SCORING_COUNT; f++) {
    g_autofree char *same = cd_remark_alike(remark, f);
    if (cd_remark_first_alike(remark, f) != f)
      continue;
    if (same)
      cd_page_noted_row(section.page, cd_remark_words((CdScoring)f)->label, same);
    else
      cd_page_row(section.page, cd_remark_words((CdScoring)f)->label);
    for (guint w = 0; w < CD_REMARK_WEIGHTS; w++)
      cd_page_number_cell(section.page, CD_FIGURE_PART, remark->other[f][w]);
  }
  cd_page_table_close(section.page);
  cd_page_paragraph(section.page, cd_remark_note());
}
