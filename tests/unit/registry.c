#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/model/registry.h"
#include "sim/model/world.h"

typedef void (*FieldTest)(const CdEntity *entity, const CdField *field);

static void each_field(FieldTest test)
{
  guint n = 0;
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    for (guint f = 0; f < entity->n_fields; f++, n++)
      test(entity, &entity->field[f]);
  }
  assert_true(n > 150);
}

static void assert_sentence(const CdEntity *entity, const char *name, const char *text)
{
  if (!text || strlen(text) < 8 || text[strlen(text) - 1] != '.' || strstr(text, "  "))
    fail_msg("%s/%s: \"%s\" is no sentence", entity->element, name, text);
}

static void field_has_a_meaning(const CdEntity *entity, const CdField *field)
{
  assert_sentence(entity, field->name, field->meaning);
}

static void every_row_says_what_it_means(void **state)
{
  (void)state;
  each_field(field_has_a_meaning);
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    assert_sentence(cd_entity((CdEntityKind)k), "", cd_entity((CdEntityKind)k)->meaning);
}

static void number_has_unit_and_range(const CdEntity *entity, const CdField *field)
{
  if (field->kind != CD_FIELD_NUMBER)
    return;
  if (!(field->unit < CD_UNIT_COUNT && isfinite(field->low) && isfinite(field->high) && field->low < field->high))
    fail_msg("%s/%s has no unit or no range", entity->element, field->name);
  assert_true(strlen(cd_unit_text(field->unit)) > 0);
  if (field->unit == CD_UNIT_SHARE)
    assert_true(field->low >= 0);
}

static void every_number_has_a_unit_and_a_range(void **state)
{
  (void)state;
  each_field(number_has_unit_and_range);
}

static void number_has_evidence(const CdEntity *entity, const CdField *field)
{
  static const char *const grade[] = {"A", "Am", "B", "C", "D", NULL};
  if (field->kind == CD_FIELD_NUMBER && (!g_strv_contains(grade, field->grade) || strlen(field->source) == 0))
    fail_msg("%s/%s has no grade or no source", entity->element, field->name);
}

static void every_number_has_a_grade_and_a_source(void **state)
{
  (void)state;
  each_field(number_has_evidence);
}

static void default_lies_in_range(const CdEntity *entity, const CdField *field)
{
  if (field->kind != CD_FIELD_NUMBER || !field->deflt || !*field->deflt)
    return;
  CdDist dist;
  CdValueProblem problem;
  if (!cd_dist_parse(field->deflt, field->low, field->high, &dist, &problem))
    fail_msg("%s/%s: default \"%s\": %s", entity->element, field->name, field->deflt, problem.message);
  for (int i = 0; i <= 20; i++) {
    double x = cd_dist_quantile(&dist, i == 0 ? 1e-12 : i == 20 ? 1 - 1e-12 : i / 20.0, field->low, field->high);
    if (!(x >= field->low && x <= field->high))
      fail_msg("%s/%s: default \"%s\" gives %g", entity->element, field->name, field->deflt, x);
  }
}

static void every_default_is_read_and_lies_in_its_range(void **state)
{
  (void)state;
  each_field(default_lies_in_range);
}

static void choice_has_its_words(const CdEntity *entity, const CdField *field)
{
  if (field->kind != CD_FIELD_CHOICE)
    return;
  assert_in_range(field->choices, 0, CD_CHOICES_COUNT - 1);
  if (field->deflt && *field->deflt && !g_strv_contains(cd_choices[field->choices], field->deflt))
    fail_msg("%s/%s: \"%s\" is none of its choices", entity->element, field->name, field->deflt);
}

static void every_default_of_a_choice_is_one_of_them(void **state)
{
  (void)state;
  each_field(choice_has_its_words);
}

static void every_list_of_choices_is_somebody_s(void **state)
{
  (void)state;
  for (int c = 0; c < CD_CHOICES_COUNT; c++) {
    assert_true(g_strv_length((char **)cd_choices[c]) >= 2);
    guint users = 0;
    for (int k = 0; k < CD_ENTITY_COUNT; k++)
      for (guint f = 0; f < cd_entity((CdEntityKind)k)->n_fields; f++)
        users += cd_entity((CdEntityKind)k)->field[f].choices == c;
    assert_true(users > 0);
  }
  assert_string_equal(cd_choices[CD_CHOICES_PATHWAY][CD_PATHWAY_CJ], "criminal-justice");
  assert_string_equal(cd_choices[CD_CHOICES_TERM][CD_TERM_LOCALISATION], "localisation");
  assert_null(cd_choices[CD_CHOICES_TERM][CD_TERM_COUNT]);
}

static void reference_has_a_target(const CdEntity *entity, const CdField *field)
{
  bool refers = field->kind == CD_FIELD_REF || field->kind == CD_FIELD_REFS;
  if (refers != (field->target >= 0 && field->target < CD_ENTITY_COUNT))
    fail_msg("%s/%s", entity->element, field->name);
}

static void references_and_only_they_have_a_target(void **state)
{
  (void)state;
  each_field(reference_has_a_target);
}

static void required_is_what_has_no_default(const CdEntity *entity, const CdField *field)
{
  if ((field->kind == CD_FIELD_NUMBER || field->kind == CD_FIELD_CHOICE) && (field->need == CD_REQUIRED) != !field->deflt)
    fail_msg("%s/%s", entity->element, field->name);
}

static void numbers_and_choices_without_a_default_are_required(void **state)
{
  (void)state;
  each_field(required_is_what_has_no_default);
}

/* What a contract may state of the common terms is found by name: each has its namesake there, of one kind and range. */
static void every_common_term_is_a_term_of_contracts(void **state)
{
  (void)state;
  const CdEntity *terms = cd_entity(CD_ENTITY_TERMS), *contract = cd_entity(CD_ENTITY_CONTRACT);
  assert_true(terms->n_fields > 5);
  for (guint f = 0; f < terms->n_fields; f++) {
    const CdField *common = &terms->field[f], *own = cd_entity_field(contract, common->name);
    if (!own)
      fail_msg("<contract> has no %s", common->name);
    assert_true(own->kind == common->kind && own->unit == common->unit && own->low == common->low &&
                own->high == common->high && own->choices == common->choices && own->target == common->target);
    if (own->need == CD_REQUIRED || (own->deflt && *own->deflt))
      fail_msg("a contract cannot leave %s open", common->name);
  }
}

static void fields_are_found_by_their_place_in_the_row(void **state)
{
  (void)state;
  assert_string_equal(CD_FIELD(CALENDAR, Calendar, slippage)->name, "slippage-months");
  assert_string_equal(CD_FIELD(CONTRACT, Contract, areas)->name, "areas");
}

static void a_value_s_median_lies_in_its_field_s_range(void **state)
{
  (void)state;
  const CdField share = {.low = 0, .high = 1};
  CdValue value = {.dist = {.kind = CD_DIST_NORMAL, .a = 0, .b = 1}};
  double median = cd_value_median(&value, &share); /* of the half normal up to 1: P(x) = (0.5 + 0.8413447) / 2 */
  assert_true(fabs(median - 0.4417) < 1e-3);
  value.dist.kind = CD_DIST_UNSET;
  assert_true(isnan(cd_value_median(&value, &share)));
}

static bool is_a_name(const char *text)
{
  if (!g_ascii_islower(*text))
    return false;
  for (; *text; text++)
    if (!g_ascii_islower(*text) && !g_ascii_isdigit(*text) && *text != '-')
      return false;
  return true;
}

static void names_are_unique_and_found_again(void **state)
{
  (void)state;
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    assert_int_equal(entity->kind, k);
    assert_true(is_a_name(entity->element));
    assert_int_equal(cd_entity_by_name(entity->element), k); /* the first of that name */
    for (guint f = 0; f < entity->n_fields; f++) {
      assert_true(is_a_name(entity->field[f].name));
      assert_ptr_equal(cd_entity_field(entity, entity->field[f].name), &entity->field[f]);
    }
  }
  assert_int_equal(cd_entity_by_name("contact"), CD_ENTITY_NONE);
  assert_null(cd_entity_field(cd_entity(CD_ENTITY_COST), "contact"));
}

static gsize size_in_spec(const CdField *field)
{
  switch (field->kind) {
  case CD_FIELD_NUMBER:
    return sizeof(CdValue);
  case CD_FIELD_REFS:
    return sizeof(CdRefs);
  case CD_FIELD_TEXT:
    return sizeof(char *);
  case CD_FIELD_CHOICE:
  case CD_FIELD_REF:
  case CD_FIELD_MONTH:
    return sizeof(int);
  }
  return 0;
}

static gsize size_drawn(const CdField *field)
{
  return field->kind == CD_FIELD_NUMBER ? sizeof(double) : size_in_spec(field);
}

static void fields_lie_beside_one_another_in_their_structs(void **state)
{
  (void)state;
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    gsize spec = sizeof(CdSpecHead), drawn = sizeof(CdHead);
    for (guint f = 0; f < entity->n_fields; f++) {
      const CdField *field = &entity->field[f];
      assert_true(field->spec_offset >= spec && field->drawn_offset >= drawn);
      spec = field->spec_offset + size_in_spec(field);
      drawn = field->drawn_offset + size_drawn(field);
    }
    assert_true(entity->spec_size >= spec && entity->drawn_size >= drawn);
  }
}

static void rows_lead_to_the_fields_that_they_name(void **state)
{
  (void)state;
  const CdField *rent = cd_entity_field(cd_entity(CD_ENTITY_HUB), "rent");
  assert_int_equal(rent->spec_offset, offsetof(CdHubSpec, rent));
  assert_int_equal(rent->drawn_offset, offsetof(CdHub, rent));
  assert_int_equal(rent->unit, CD_UNIT_GBP_YEAR);
  const CdField *areas = cd_entity_field(cd_entity(CD_ENTITY_CONTRACT), "areas");
  assert_int_equal(areas->kind, CD_FIELD_REFS);
  assert_int_equal(areas->target, CD_ENTITY_AREA);
  assert_int_equal(areas->drawn_offset, offsetof(CdContract, areas));
  assert_int_equal(cd_entity(CD_ENTITY_CONTRACT)->parent, CD_ENTITY_STRUCTURE);
  assert_int_equal(cd_entity(CD_ENTITY_COST)->count, CD_ONE);
  assert_int_equal(cd_entity(CD_ENTITY_AREA)->count, CD_MANY);
}

static void terms_of_a_contract_are_open_and_the_common_ones_settled(void **state)
{
  (void)state;
  static const char *const term[] = {"length",         "quality-weight", "results-share",
                                     "outcomes-share", "localisation",   "notice-months"};
  for (guint i = 0; i < G_N_ELEMENTS(term); i++) {
    assert_string_equal(cd_entity_field(cd_entity(CD_ENTITY_CONTRACT), term[i])->deflt, "");
    assert_true(strlen(cd_entity_field(cd_entity(CD_ENTITY_TERMS), term[i])->deflt) > 0);
  }
}

static void money_and_only_money_is_in_pounds(void **state)
{
  (void)state;
  for (int u = 0; u < CD_UNIT_COUNT; u++) {
    assert_int_equal(cd_unit_is_money((CdUnit)u), g_str_has_prefix(cd_unit_text((CdUnit)u), "£"));
    for (int other = 0; other < u; other++)
      assert_string_not_equal(cd_unit_text((CdUnit)u), cd_unit_text((CdUnit)other));
  }
}

static void words_of_choices_stand_where_their_numbers_say(void **state)
{
  (void)state;
  static const struct {
    int list, index;
    const char *word;
  } known[] = {
      {CD_CHOICES_YES_NO, CD_YES, "yes"},
      {CD_CHOICES_YES_NO, CD_NO, "no"},
      {CD_CHOICES_SETTING, CD_SETTING_RURAL, "rural"},
      {CD_CHOICES_HUB, CD_HUB_SPOKE, "spoke"},
      {CD_CHOICES_SUBSTANCE, CD_SUBSTANCE_OPIATE, "opiate"},
      {CD_CHOICES_SUBSTANCE, CD_SUBSTANCE_ALCOHOL, "alcohol"},
      {CD_CHOICES_SUBSTANCE, CD_SUBSTANCE_BOTH, "non-opiate-and-alcohol"},
      {CD_CHOICES_PATHWAY, CD_PATHWAY_CJ, "criminal-justice"},
      {CD_CHOICES_AGE, CD_AGE_YOUNG, "under-18"},
      {CD_CHOICES_POST, CD_POST_TEAM, "team"},
      {CD_CHOICES_FUNDER, CD_FUNDER_PROBATION, "probation"},
      {CD_CHOICES_PROVIDER, CD_PROVIDER_LERO, "lived-experience"},
      {CD_CHOICES_SHARING, CD_SHARING_POPULATION, "population"},
      {CD_CHOICES_SHARING, CD_SHARING_CASELOAD, "caseload"},
      {CD_CHOICES_SHARING, CD_SHARING_HISTORIC, "historic"},
      {CD_CHOICES_SHARING, CD_SHARING_EQUAL, "equal"},
      {CD_CHOICES_BORDER, CD_BORDER_OPEN, "open"},
      {CD_CHOICES_BORDER, CD_BORDER_RECHARGED, "recharged"},
      {CD_CHOICES_BORDER, CD_BORDER_RESIDENTS, "residents-only"},
      {CD_CHOICES_INTELLIGENCE, CD_INTELLIGENCE_APART, "apart"},
      {CD_CHOICES_TERMS, CD_TERMS_IDEAL, "ideal"},
      {CD_CHOICES_REMEDY, CD_REMEDY_RETENDER, "re-tender"},
      {CD_CHOICES_REMEDY, CD_REMEDY_EXTEND, "extend"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++)
    assert_string_equal(cd_choices[known[i].list][known[i].index], known[i].word);
  for (int list = 0; list < CD_CHOICES_COUNT; list++)
    for (guint i = 0; cd_choices[list][i]; i++)
      for (guint j = 0; j < i; j++)
        assert_string_not_equal(cd_choices[list][i], cd_choices[list][j]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_list_of_choices_is_somebody_s),
      cmocka_unit_test(every_common_term_is_a_term_of_contracts),
      cmocka_unit_test(fields_are_found_by_their_place_in_the_row),
      cmocka_unit_test(a_value_s_median_lies_in_its_field_s_range),
      cmocka_unit_test(every_row_says_what_it_means),
      cmocka_unit_test(every_number_has_a_unit_and_a_range),
      cmocka_unit_test(every_number_has_a_grade_and_a_source),
      cmocka_unit_test(every_default_is_read_and_lies_in_its_range),
      cmocka_unit_test(every_default_of_a_choice_is_one_of_them),
      cmocka_unit_test(references_and_only_they_have_a_target),
      cmocka_unit_test(numbers_and_choices_without_a_default_are_required),
      cmocka_unit_test(names_are_unique_and_found_again),
      cmocka_unit_test(fields_lie_beside_one_another_in_their_structs),
      cmocka_unit_test(rows_lead_to_the_fields_that_they_name),
      cmocka_unit_test(terms_of_a_contract_are_open_and_the_common_ones_settled),
      cmocka_unit_test(money_and_only_money_is_in_pounds),
      cmocka_unit_test(words_of_choices_stand_where_their_numbers_say),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
