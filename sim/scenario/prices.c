#include <math.h>

#include "sim/scenario/names.h"
#include "sim/scenario/resolve.h"

#define YEARS 10000

typedef struct {
  int base_year;
  CdSpan base_span;
  bool has_base;   /* the base year is a year */
  double *level;   /* by year; 0 where there is none */
  bool complained; /* that the base year has none */
} Prices;

static void read_base_year(const CdResolve *resolve, Prices *prices)
{
  const CdField *field = CD_FIELD(CONCORDAT, Concordat, base_year);
  const CdValue *value = &cd_scenario_concordat(resolve->scenario, 0)->base_year;
  prices->base_span = cd_field_span(cd_draft_entity(resolve->draft, CD_ENTITY_CONCORDAT, 0), field);
  if (value->dist.kind == CD_DIST_UNSET)
    return; /* complained of already */
  prices->has_base = value->dist.kind == CD_DIST_POINT && value->dist.a == floor(value->dist.a);
  if (prices->has_base)
    prices->base_year = (int)value->dist.a;
  else
    cd_complain(resolve->complaints, CD_COMPLAINT_PRICE_INDEX, prices->base_span, NULL, "%s is a whole number",
                field->name);
}

static void read_levels(const CdResolve *resolve, Prices *prices)
{
  const CdField *field = CD_FIELD(PRICE_INDEX, PriceIndex, index);
  for (guint i = 0; i < cd_draft_count(resolve->draft, CD_ENTITY_PRICE_INDEX); i++) {
    const CdPriceIndexSpec *row = cd_scenario_price_index(resolve->scenario, i);
    const CdDraftEntity *entity = cd_draft_entity(resolve->draft, CD_ENTITY_PRICE_INDEX, i);
    if (row->index.dist.kind > CD_DIST_POINT)
      cd_complain(resolve->complaints, CD_COMPLAINT_PRICE_INDEX, cd_field_span(entity, field), NULL,
                  "a price level is a plain number, not a distribution");
    else if (row->index.dist.kind == CD_DIST_POINT)
      prices->level[cd_year_parse(row->head.id)] = row->index.dist.a;
  }
}

/* Where a price year is given, it must be one that money can be brought from. Each is checked where it stands. */
static void check_year(const CdResolve *resolve, Prices *prices, const CdGiven *given)
{
  if (!given->text)
    return;
  int year = cd_year_parse(given->text);
  g_autofree char *quoted = cd_quoted(given->text);
  if (year == 0) {
    cd_complain(resolve->complaints, CD_COMPLAINT_PRICE_YEAR, given->span, "four digits", "%s is no year", quoted);
    return;
  }
  if (!prices->has_base || year == prices->base_year)
    return;
  if (prices->level[year] <= 0)
    cd_complain(resolve->complaints, CD_COMPLAINT_PRICE_YEAR, given->span,
                "add one: <price-index id=\"...\" index=\"...\"/>", "there is no <%s> for %d",
                cd_entity(CD_ENTITY_PRICE_INDEX)->element, year);
  if (prices->level[prices->base_year] <= 0 && !prices->complained) {
    prices->complained = true;
    cd_complain(resolve->complaints, CD_COMPLAINT_PRICE_YEAR, prices->base_span, NULL,
                "there is no <%s> for the base year %d, but money of other years",
                cd_entity(CD_ENTITY_PRICE_INDEX)->element, prices->base_year);
  }
}

static bool is_own_default(const CdDraftField *given)
{
  const char *source = given->common[CD_COMMON_SOURCE].text;
  return source && g_str_equal(source, CD_SOURCE_DEFAULT);
}

/* Whether the money is stated at some year's prices: defaults and settings from outside are at the base year's. */
static bool has_year(const CdField *field, const CdDraftField *given)
{
  bool is_outside = given->set_by && !given->is_element;
  return field->kind == CD_FIELD_NUMBER && cd_unit_is_money(field->unit) && given->value.text && !is_outside &&
         !is_own_default(given);
}

static void check_entity(const CdResolve *resolve, Prices *prices, const CdDraftEntity *entity)
{
  const CdEntity *kind = cd_entity(entity->kind);
  const CdField *without = NULL;
  guint n = 0;
  check_year(resolve, prices, &entity->common[CD_COMMON_PRICE_YEAR]);
  for (guint f = 0; f < kind->n_fields; f++) {
    const CdField *field = &kind->field[f];
    const CdDraftField *given = &entity->field[f];
    const CdGiven *own = &given->common[CD_COMMON_PRICE_YEAR];
    if (own->text && !cd_unit_is_money(field->unit))
      cd_complain(resolve->complaints, CD_COMPLAINT_PRICE_YEAR, own->span, NULL,
                  "%s is no money (%s) and has no price year", field->name, cd_unit_text(field->unit));
    else
      check_year(resolve, prices, own);
    if (has_year(field, given) && !cd_draft_inherited(resolve->draft, entity, given, CD_COMMON_PRICE_YEAR)) {
      without = without ? without : field;
      n++;
    }
  }
  if (!without)
    return;
  g_autofree char *path = cd_draft_path(resolve->draft, entity);
  g_autofree char *more = n > 1 ? g_strdup_printf(" (and %u more of its numbers)", n - 1) : g_strdup("");
  cd_complain(resolve->complaints, CD_COMPLAINT_NO_PRICE_YEAR, cd_field_span(entity, without),
              "add price-year= to it, or to an element round it", "%s/%s%s has no price year", path, without->name, more);
}

static void rescale(const CdResolve *resolve, const CdField *field, const CdDraftField *given, CdValue *value,
                    double factor)
{
  CdValueProblem problem;
  CdDist dist;
  cd_dist_rescale(&value->dist, factor);
  g_autofree char *text = cd_dist_format(&value->dist);
  if (!cd_dist_parse(text, field->low, field->high, &dist, &problem))
    cd_complain(resolve->complaints, CD_COMPLAINT_DEFLATED_RANGE, given->value.span, NULL, "%s: at base-year prices %s",
                field->name, problem.message);
}

static void deflate(const CdResolve *resolve, const Prices *prices, const CdDraftEntity *entity, CdSpecHead *head)
{
  const CdEntity *kind = cd_entity(entity->kind);
  for (guint f = 0; f < kind->n_fields; f++) {
    const CdField *field = &kind->field[f];
    const CdDraftField *given = &entity->field[f];
    if (!has_year(field, given))
      continue;
    const CdGiven *year = cd_draft_inherited(resolve->draft, entity, given, CD_COMMON_PRICE_YEAR);
    int from = cd_year_parse(year->text);
    if (from != prices->base_year)
      rescale(resolve, field, given, cd_field_slot(head, field), prices->level[prices->base_year] / prices->level[from]);
  }
}

void cd_resolve_prices(const CdResolve *resolve)
{
  g_autofree double *level = g_new0(double, YEARS);
  Prices prices = {.level = level};
  read_base_year(resolve, &prices);
  read_levels(resolve, &prices);
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    for (guint i = 0; i < cd_draft_count(resolve->draft, (CdEntityKind)k); i++)
      check_entity(resolve, &prices, cd_draft_entity(resolve->draft, (CdEntityKind)k, i));
  if (resolve->complaints->n > 0)
    return;
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    for (guint i = 0; i < cd_draft_count(resolve->draft, (CdEntityKind)k); i++)
      deflate(resolve, &prices, cd_draft_entity(resolve->draft, (CdEntityKind)k, i),
              cd_scenario_row(resolve->scenario, (CdEntityKind)k, i));
}
