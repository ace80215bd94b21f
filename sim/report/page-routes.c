#include "sim/model/route.h"
#include "sim/report/page-charts.h"

/* The route that each contract names; what the partners decide has contracts of its own in every replicate. */
static void named_routes(CdSection section)
{
  const CdResults *results = section.results;
  cd_page_table_open(section.page, "How each contract is to be awarded");
  cd_page_head_row(section.page, "Contract");
  cd_page_head(section.page, "Route", false);
  cd_page_head(section.page, "What that is", false);
  cd_page_head(section.page, "If it is closed", false);
  cd_page_raw(section.page, "</thead>\n");
  for (guint s = 0; s < results->n_forced; s++) {
    cd_page_group(section.page, cd_option_label(results, s), 4);
    for (guint c = 0; c < results->n_contracts; c++) {
      const CdContractSpec *contract = cd_scenario_contract(results->scenario, c);
      if (contract->head.parent != (int)s)
        continue;
      const CdRouteKind *route = cd_route((CdRoute)contract->route);
      bool open = route->bidders == CD_BIDDERS_ALL;
      bool selects = contract->fallback == CD_FALLBACK_MOST_SUITABLE;
      cd_page_row(section.page, contract->head.label);
      cd_page_text_cell(section.page, route->label);
      cd_page_text_cell(section.page, route->meaning);
      const char *fallback = cd_route(selects ? CD_ROUTE_MOST_SUITABLE : CD_ROUTE_COMPETITION)->label;
      cd_page_text_cell(section.page, open ? "is open to everybody" : fallback);
    }
  }
  cd_page_table_close(section.page);
}

void cd_routes_part(CdSection section)
{
  static const CdMetricKind metrics[] = {CD_METRIC_NEGOTIATED, CD_METRIC_ROUTE_CLOSED, CD_METRIC_ROUTE_REFUSED};
  if (section.results->scenario->table[CD_ENTITY_PROCUREMENT].n == 0)
    return;
  named_routes(section);
  cd_means_table(section, "Routes under each option: means", metrics, G_N_ELEMENTS(metrics));
  cd_page_paragraph(
      section.page,
      "Which law a contract is under follows from the month of its notice: from January 2024 the Provider "
      "Selection Regime. A route may be closed by that law, by how much the award would change, by another "
      "provider who could do it, or as the provider who is asked refuses. This is the law as recalled: it "
      "needs a legal check before anybody relies on it.");
}
