#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <string.h>
#include "sim/scenario/load.h"

typedef struct {
  xmlSchemaParserCtxt *parser;
  xmlSchema *schema;
  char *base; /* text of the minimal scenario */
} Schema;

static void G_GNUC_PRINTF(2, 3) silent(void *unused, const char *format, ...)
{
  (void)unused;
  (void)format;
}

static int make_schema(void **state)
{
  Schema *s = g_new0(Schema, 1);
  g_autofree char *text = cd_schema_write();
  g_autofree char *here = g_path_get_dirname(__FILE__);
  g_autofree char *path = g_build_filename(here, "..", "scenarios", "minimal.xml", NULL);
  s->parser = xmlSchemaNewMemParserCtxt(text, (int)strlen(text));
  s->schema = xmlSchemaParse(s->parser);
  *state = s;
  return s->schema && g_file_get_contents(path, &s->base, NULL, NULL) ? 0 : -1;
}

static int free_schema(void **state)
{
  Schema *s = *state;
  xmlSchemaFree(s->schema);
  xmlSchemaFreeParserCtxt(s->parser);
  g_free(s->base);
  g_free(s);
  return 0;
}

static bool schema_accepts_tree(const Schema *s, xmlDoc *tree)
{
  xmlSchemaValidCtxt *context = xmlSchemaNewValidCtxt(s->schema);
  xmlSchemaSetValidErrors(context, silent, silent, NULL);
  int verdict = xmlSchemaValidateDoc(context, tree);
  xmlSchemaFreeValidCtxt(context);
  return verdict == 0;
}

static bool schema_accepts(const Schema *s, const char *text)
{
  xmlDoc *tree = xmlReadMemory(text, (int)strlen(text), NULL, NULL, XML_PARSE_NOERROR);
  bool accepts = tree && schema_accepts_tree(s, tree);
  xmlFreeDoc(tree);
  return accepts;
}

static bool loader_accepts(const char *text)
{
  CdScenario *scenario = cd_scenario_read_text(text, strlen(text), "t.xml", NULL, NULL, NULL);
  cd_scenario_unref(scenario);
  return scenario != NULL;
}

static char *replaced(const char *text, const char *from, const char *to)
{
  const char *at = strstr(text, from);
  assert_non_null(at);
  return g_strdup_printf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void what_loads_fits_the_schema(void **state)
{
  const Schema *s = *state;
  assert_true(schema_accepts(s, s->base));
  CdScenario *scenario = cd_scenario_read_text(s->base, strlen(s->base), "t.xml", NULL, NULL, NULL);
  g_autofree char *written = cd_scenario_to_xml(scenario);
  cd_scenario_unref(scenario);
  assert_true(schema_accepts(s, written));
}

static void a_library_fits_the_schema(void **state)
{
  assert_true(
      schema_accepts(*state, "<concordat-library format=\"1\"><source id=\"a\" title=\"A\"/></concordat-library>"));
  assert_false(schema_accepts(*state, "<concordat-library><source id=\"a\" title=\"A\"/></concordat-library>"));
  assert_false(schema_accepts(*state, "<concordat-library format=\"1\"><source id=\"a\" title=\"A\"/>"
                                      "<source id=\"a\" title=\"B\"/></concordat-library>"));
  assert_false(
      schema_accepts(*state, "<concordat-library format=\"1\"><base-year value=\"2021\"/></concordat-library>"));
}

/* The schema is there to help: faults that editors should mark. */
static void the_schema_finds_plain_faults(void **state)
{
  const Schema *s = *state;
  const char *const faults[][2] = {
      {"<market/>", "<market envelop=\"1\"/>"},
      {"<market/>", "<market envelope=\"3\"/>"},
      {"<market/>", "<market envelope=\"1e0\"/>"},
      {"<market/>", "<market envelope=\"uniform(1, x)\"/>"},
      {"<market/>", "<market envelope=\"uniform(1)\"/>"},
      {"<market/>", "<market><envelope/></market>"},
      {"<market/>", "<market><envelope value=\"1\" grade=\"E\"/></market>"},
      {"<market/>", "<market>text</market>"},
      {"<market/>", "<markt/>"},
      {"<market/>", "<market><contract id=\"x\"/></market>"},
      {"kind=\"spoke\"", "kind=\"spike\""},
      {"decision=\"2021-01\"", "decision=\"2021-1\""},
      {"decision=\"2021-01\"", ""},
      {"<area id=\"west\"", "<area id=\"east\""},
      {"<area id=\"west\"", "<area id=\"West\""},
      {"<area id=\"west\"", "<area"},
      {"id=\"2019\"", "id=\"x2019\""},
      {"areas=\"east west\"", "areas=\"\""},
      {"areas=\"east west\"", "areas=\"east, west\""},
      {"<contract id=\"west\"", "<contract id=\"east\""},
      {"talks-begin=\"2020-07\"", ""},
      {"talks-begin=\"2020-07\"", "talks-begin=\"2020-7\""},
      {"talks-begin=\"2020-07\"", "talks-begin=\"2020-07\" protocol=\"offer\""},
      {"talks-begin=\"2020-07\"", "talks-begin=\"2020-07\" length-levels=\"33\""},
      {"shape=\"stepped\"", "shape=\"steps\""},
      {"term=\"length\"", ""},
      {"<value-point id=\"short\"", "<value-point id=\"long\""},
      {"<value-point id=\"short\" at=\"1\" value=\"0.4\"", "<value-point id=\"short\" at=\"1\" value=\"1.4\""},
      {"liking=\"0.6\"", "liking=\"0.6\" acceptable=\"maybe\""},
      {"weight-control=\"25\"", "weight-control=\"25\" tactic=\"bluff\""},
      {"weight-control=\"25\"", "weight-control=\"25\" length-most=\"16\""},
      {"format=\"1\"", "format=\"2\""},
      {"price-year=\"2021\"", "price-year=\"21\""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(faults); i++) {
    g_autofree char *faulty = replaced(s->base, faults[i][0], faults[i][1]);
    if (schema_accepts(s, faulty))
      fail_msg("the schema accepts %s", faults[i][1]);
    assert_false(loader_accepts(faulty));
  }
}

/* The schema leaves it to the loader to count what stands once; neither gives it an id. */
static void what_stands_at_most_once_may_be_left_out_and_has_no_id(void **state)
{
  const Schema *s = *state;
  static const char talks[] = "<negotiation talks-begin=\"2020-07\"/>";
  g_autofree char *without = replaced(s->base, talks, "");
  assert_true(schema_accepts(s, without) && loader_accepts(without));
  g_autofree char *named = replaced(s->base, talks, "<negotiation id=\"a\" talks-begin=\"2020-07\"/>");
  assert_false(schema_accepts(s, named));
  assert_false(loader_accepts(named));
  g_autofree char *twice = g_strconcat(talks, talks, NULL), *both = replaced(s->base, talks, twice);
  assert_false(loader_accepts(both));
}

static void both_read_numbers_alike(void **state)
{
  const Schema *s = *state;
  const char *const fit[] = {"1",
                             "+1",
                             "1.",
                             "01.000",
                             " 1.5 ",
                             "&#9;1.5&#10;",
                             "0.5",
                             "2",
                             ".75",
                             "1.00000000000000000000000000000000001",
                             "2.0000000000000001",
                             "uniform( .5 ,2 )",
                             " triangular(0.5, 1, +2)  ",
                             "normal(1,0.00001)",
                             "lognormal(1.2,3)",
                             "beta(2, 3, 1, 2)",
                             "discrete(0.5:0.25,1 : 0.5, 2:0.25)",
                             ("discrete(0.5:0.1,0.6:0.1,0.7:0.1,0.8:0.1,0.9:0.1,1:0.1,1.1:0.1,1.2:0.1,1.3:0.1,"
                              "1.4:0.05,1.5:0.03,1.6:0.02)")};
  for (guint i = 0; i < G_N_ELEMENTS(fit); i++) {
    g_autofree char *market = g_strdup_printf("<market envelope=\"%s\" source=\"made-up\" grade=\"D\"/>", fit[i]);
    g_autofree char *text = replaced(s->base, "<market/>", market);
    if (!loader_accepts(text) || !schema_accepts(s, text))
      fail_msg("%s: loader %d, schema %d", fit[i], loader_accepts(text), schema_accepts(s, text));
  }
  const char *const unfit[] = {"",
                               " ",
                               "1,5",
                               "1e0",
                               "0x1",
                               "nan",
                               "INF",
                               "--1",
                               "1 1",
                               "uniform (1, 2)",
                               "uniform(1, 2",
                               "point(1)",
                               "Uniform(1, 2)",
                               "discrete(1:1",
                               "discrete(1)",
                               "0.49",
                               "2.01",
                               "1..2",
                               "."};
  for (guint i = 0; i < G_N_ELEMENTS(unfit); i++) {
    g_autofree char *market = g_strdup_printf("<market envelope=\"%s\" source=\"made-up\" grade=\"D\"/>", unfit[i]);
    g_autofree char *text = replaced(s->base, "<market/>", market);
    if (loader_accepts(text) || schema_accepts(s, text))
      fail_msg("%s: loader %d, schema %d", unfit[i], loader_accepts(text), schema_accepts(s, text));
  }
}

/* ---- mutants ---- */

typedef struct {
  guint n, loaded, refused_by_schema;
} Tally;

static void judge(const Schema *s, xmlDoc *mutant, Tally *tally)
{
  xmlChar *text = NULL;
  int length = 0;
  xmlDocDumpMemory(mutant, &text, &length);
  bool schema = schema_accepts_tree(s, mutant), loader = loader_accepts((const char *)text);
  if (loader && !schema)
    fail_msg("loads, but the schema refuses it:\n%s", (const char *)text);
  tally->n++;
  tally->loaded += loader;
  tally->refused_by_schema += !schema;
  xmlFree(text);
}

static void collect(xmlNode *node, GPtrArray *elements)
{
  for (; node; node = node->next)
    if (node->type == XML_ELEMENT_NODE) {
      g_ptr_array_add(elements, node);
      collect(node->children, elements);
    }
}

static const char *const values[] = {
    "",
    "0",
    "1",
    "-1",
    "0.5",
    "+.5",
    "5.",
    " 3 ",
    "1e3",
    "0,5",
    "nan",
    "100",
    "2021",
    "2021-04",
    "x",
    "east",
    "west east",
    "east  west",
    "east east",
    "block",
    "yes",
    "A",
    "Am",
    "made-up",
    "default",
    "--set",
    "uniform(0, 1)",
    "uniform(1,3)",
    "triangular(1300,1600,2300)",
    "discrete(0:0.5, 1:0.5)",
    "normal(1, 0.1)",
    "1.00000000000000001",
    "99999999999999999999",
    "Ünïcode",
    "a\tb",
    "\n",
    "residents-only",
    "spoke",
};

/* Every mutation of one attribute; values are dealt out in turn, SOME to each attribute. */
static void mutate_attribute(const Schema *s, xmlDoc *tree, xmlNode *node, const char *name, guint *turn, guint some,
                             Tally *tally)
{
  xmlChar *old = xmlGetProp(node, (const xmlChar *)name);
  xmlUnsetProp(node, (const xmlChar *)name);
  judge(s, tree, tally);
  g_autofree char *other = g_strconcat(name, "s", NULL);
  xmlSetProp(node, (const xmlChar *)other, old);
  judge(s, tree, tally);
  xmlUnsetProp(node, (const xmlChar *)other);
  for (guint i = 0; i < some; i++) {
    xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)values[(*turn)++ % G_N_ELEMENTS(values)]);
    judge(s, tree, tally);
  }
  xmlSetProp(node, (const xmlChar *)name, old);
  xmlFree(old);
}

/* How many values each attribute is given: CD_TEST_SCALE (1 where it is not set) times eight, up to all there are. */
static guint values_each(void)
{
  const char *scale = g_getenv("CD_TEST_SCALE");
  return (guint)CLAMP(8 * (scale ? g_ascii_strtod(scale, NULL) : 1), 1, (double)G_N_ELEMENTS(values));
}

static void mutate_attributes(const Schema *s, xmlDoc *tree, GPtrArray *elements, Tally *tally)
{
  guint turn = 0, some = values_each();
  for (guint i = 0; i < elements->len; i++) {
    xmlNode *node = g_ptr_array_index(elements, i);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
      g_ptr_array_add(names, g_strdup((const char *)attribute->name));
    for (guint a = 0; a < names->len; a++)
      mutate_attribute(s, tree, node, g_ptr_array_index(names, a), &turn, some, tally);
  }
}

/* Dropped, doubled, renamed, moved into its neighbour: each undone before the next. */
static void mutate_element(const Schema *s, xmlDoc *tree, xmlNode *node, Tally *tally)
{
  xmlNode *parent = node->parent, *mark = xmlNewComment((const xmlChar *)"here");
  xmlAddNextSibling(node, mark);
  xmlUnlinkNode(node);
  judge(s, tree, tally);
  xmlNode *before = mark;
  while (before && before->type != XML_ELEMENT_NODE)
    before = before->prev;
  if (before) {
    xmlAddChild(before, node);
    judge(s, tree, tally);
    xmlUnlinkNode(node);
  }
  xmlReplaceNode(mark, node);
  xmlFreeNode(mark);
  xmlNode *copy = xmlCopyNode(node, 1);
  xmlAddNextSibling(node, copy);
  judge(s, tree, tally);
  xmlSetProp(copy, (const xmlChar *)"id", (const xmlChar *)"another");
  judge(s, tree, tally);
  xmlUnlinkNode(copy);
  xmlFreeNode(copy);
  g_autofree char *name = g_strdup((const char *)node->name);
  xmlNodeSetName(node, parent->name);
  judge(s, tree, tally);
  xmlNodeSetName(node, (const xmlChar *)name);
}

static void nothing_loads_that_the_schema_refuses(void **state)
{
  const Schema *s = *state;
  Tally tally = {0, 0, 0};
  xmlDoc *tree = xmlReadMemory(s->base, (int)strlen(s->base), NULL, NULL, 0);
  g_autoptr(GPtrArray) elements = g_ptr_array_new();
  collect(xmlDocGetRootElement(tree), elements);
  mutate_attributes(s, tree, elements, &tally);
  for (guint i = 1; i < elements->len; i++)
    mutate_element(s, tree, g_ptr_array_index(elements, i), &tally);
  assert_true(schema_accepts_tree(s, tree)); /* every mutation was undone */
  xmlFreeDoc(tree);
  print_message("%u mutants: %u load, the schema refuses %u\n", tally.n, tally.loaded, tally.refused_by_schema);
  assert_true(tally.n >= 500 && tally.loaded >= 50 && tally.refused_by_schema >= 300);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_loads_fits_the_schema),
      cmocka_unit_test(a_library_fits_the_schema),
      cmocka_unit_test(the_schema_finds_plain_faults),
      cmocka_unit_test(what_stands_at_most_once_may_be_left_out_and_has_no_id),
      cmocka_unit_test(both_read_numbers_alike),
      cmocka_unit_test(nothing_loads_that_the_schema_refuses),
  };
  return cmocka_run_group_tests(tests, make_schema, free_schema);
}
