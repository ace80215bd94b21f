#include "sim/report/chart.h"

#include <string.h>
#include "sim/report/charts/script.h"

#define SCHEMA "https://vega.github.io/schema/vega-lite/v6.json"

void cd_chart_begin(CdChart *chart)
{
  cd_json_begin(&chart->json, g_string_new(NULL));
  cd_json_open_object(&chart->json, NULL, CD_JSON_FLAT);
  cd_json_text(&chart->json, "$schema", SCHEMA);
}

void cd_chart_constant(CdChart *chart, const char *key, const char *markup)
{
  g_autoptr(GString) json = g_string_new(markup);
  g_string_replace(json, "'", "\"", 0);
  cd_json_raw(&chart->json, key, json->str);
}

static void write_drawing(CdPage *page, const CdChart *chart, const char *id)
{
  static const char *const kinds[][2] = {{"svg", "Save as SVG"}, {"png", "Save as PNG"}};
  g_string_append_printf(page->out,
                         "<div class=\"drawing\" role=\"img\" aria-labelledby=\"%s-title\" "
                         "aria-describedby=\"%s-told\"></div>\n<p class=\"save\">",
                         id, id);
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    g_string_append_printf(page->out,
                           "<button type=\"button\" data-save=\"%s\" aria-describedby=\"%s-title\">%s</button>\n",
                           kinds[i][0], id, kinds[i][1]);
  g_string_append_printf(page->out, "</p>\n<script type=\"application/json\">%s</script>\n", chart->json.out->str);
}

void cd_page_chart(CdPage *page, CdChart *chart, const char *id, const char *headline, const char *told)
{
  cd_json_close_object(&chart->json);
  g_string_append_printf(page->out, "<figure class=\"chart\" id=\"%s\"><figcaption><h3 id=\"%s-title\">", id, id);
  cd_html_escape(page->out, headline);
  g_string_append_printf(page->out, "</h3><p id=\"%s-told\">", id);
  cd_html_escape(page->out, told);
  cd_page_raw(page, "</p></figcaption>\n");
  if (cd_chart_script())
    write_drawing(page, chart, id);
  cd_page_raw(page, "</figure>\n");
  g_string_free(chart->json.out, TRUE);
}

char *cd_policy_hash(const void *text, gsize length)
{
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(checksum, text, (gssize)length);
  g_checksum_get_digest(checksum, digest, &size);
  return g_base64_encode(digest, size);
}

char *cd_chart_policy(void)
{
  const CdChartScript *script = cd_chart_script();
  if (!script)
    return g_strdup("");
  g_autofree char *loader = cd_policy_hash(script->loader, strlen(script->loader));
  return g_strdup_printf("script-src 'sha256-%s' 'sha256-%s'; ", loader, script->hash);
}

const char *cd_chart_state(void)
{
  return cd_chart_script() ? "waiting" : "none";
}

void cd_page_chart_script(CdPage *page)
{
  const CdChartScript *script = cd_chart_script();
  if (!script)
    return;
  cd_page_raw(page, "<script type=\"text/plain\" id=\"charts-packed\">");
  cd_page_raw(page, script->packed);
  cd_page_raw(page, "</script>\n<script>");
  cd_page_raw(page, script->loader);
  cd_page_raw(page, "</script>\n");
}
