#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <libxml/parser.h>
#include "sim/scenario/document.h"
#include "sim/scenario/markup.h"

/* Number, line and column of the complaint about TEXT; "fit" where there is none. */
static char *verdict(const char *text, gsize length)
{
  g_autoptr(CdComplaints) complaints = cd_complaints_new();
  CdBudget budget = CD_BUDGET_INIT;
  guint index = cd_complaints_add_text(complaints, cd_text_new("t.xml", text, length, true));
  g_autoptr(CdDocument) document = cd_document_parse(complaints, index, &budget);
  if (document) {
    assert_int_equal(complaints->n, 0);
    return g_strdup("fit");
  }
  assert_int_equal(complaints->n, 1);
  g_autoptr(GError) error = NULL;
  cd_complaints_report(complaints, &error);
  const char *place = strstr(error->message, "t.xml:") + 6;
  g_autofree char *code = g_strndup(error->message + 6, 5), *where = g_strndup(place, strcspn(place, "\n"));
  /* What the parser alone refuses stands where its version says. */
  return g_str_equal(code, "E0011") ? g_strdup(code) : g_strdup_printf("%s %s", code, where);
}

static void assert_verdict(const char *text, const char *expected)
{
  g_autofree char *found = verdict(text, strlen(text));
  if (!g_str_equal(found, expected))
    fail_msg("%s: %s, not %s", text, found, expected);
}

static void fit_files_pass(void **state)
{
  (void)state;
  const char *const fit[] = {
      "<a/>",
      " \n<a></a>\r\n",
      "\xef\xbb\xbf<a/>",
      "<?xml version=\"1.0\"?><a/>",
      "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<!-- c --><?pi x?><a/><!----><?q?>",
      "<a b='\"' c=\"'\" d = \"&amp;&lt;&gt;&quot;&apos;&#65;&#x1F600;>\"/>",
      "<a\n\tb=\"1\"\r\nc=\"2\"><b /><b></b ></a >",
      ("<a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\"c.xsd\" "
       "b=\"1\"/>"),
      "<\xc3\xa4 \xc3\xb6=\"\xf0\x9f\x98\x80\"/>",
      "<a b=\"]]>--\"/>",
  };
  for (guint i = 0; i < G_N_ELEMENTS(fit); i++)
    assert_verdict(fit[i], "fit");
}

static void unfit_files_are_refused_where_they_are_unfit(void **state)
{
  (void)state;
  const struct {
    const char *text, *verdict;
  } unfit[] = {
      {"", "E0009 1:1"},
      {"   ", "E0009 1:1"},
      {"a", "E0010 1:1"},
      {"<a>\n x</a>", "E0010 2:2"},
      {"<a>&amp;</a>", "E0010 1:4"},
      {"<a/>&#32;", "E0010 1:5"},
      {"<a><![CDATA[]]></a>", "E0010 1:4"},
      {"<", "E0009 1:1"},
      {"<a", "E0009 1:1"},
      {"<a ", "E0009 1:1"},
      {"< a/>", "E0009 1:1"},
      {"<a>", "E0009 1:1"},
      {"<a/", "E0009 1:3"},
      {"<a/ >", "E0009 1:3"},
      {"<a b/>", "E0009 1:4"},
      {"<a b=/>", "E0009 1:6"},
      {"<a b=", "E0009 1:4"},
      {"<a b=\"", "E0009 1:6"},
      {"<a b=\"<\"/>", "E0009 1:7"},
      {"<a b=\"1\"c=\"2\"/>", "E0009 1:9"},
      {"<a b=\"1\" c=\"2\" b=\"1\"/>", "E0009 1:16"},
      {"<a b=\"&\"/>", "E0009 1:7"},
      {"<a b=\"&x;\"/>", "E0009 1:7"},
      {"<a b=\"&#;\"/>", "E0009 1:7"},
      {"<a b=\"&#x;\"/>", "E0009 1:7"},
      {"<a b=\"&#0;\"/>", "E0009 1:7"},
      {"<a b=\"&#xFFFF;\"/>", "E0009 1:7"},
      {"<a b=\"&#99999999999999999999;\"/>", "E0009 1:7"},
      {"<a b=\"&#65\"/>", "E0009 1:7"},
      {"<a></b>", "E0009 1:4"},
      {"<a></a", "E0009 1:4"},
      {"</a>", "E0009 1:1"},
      {"<a/><b/>", "E0009 1:5"},
      {"<a/></a>", "E0009 1:5"},
      {"<!-- ", "E0009 1:1"},
      {"<!-->", "E0009 1:1"},
      {"<!--->", "E0009 1:1"},
      {"<!-- -- --><a/>", "E0009 1:6"},
      {"<?pi <a/>", "E0009 1:1"},
      {" <?xml version=\"1.0\"?><a/>", "E0009 1:2"},
      {"<a><?XML x?></a>", "E0009 1:4"},
      {"<?xml version=\"1.0\" encoding=\"latin1\"?><a/>", "E0003 1:31"},
      {"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>", "E0003 1:31"},
      {"<?xml encoding=\"UTF-8\"?><a/>", "E0011"},
      {"<!DOCTYPE a><a/>", "E0004 1:1"},
      {"<a><!ELEMENT a ANY></a>", "E0004 1:4"},
      {"<a:b/>", "E0008 1:2"},
      {"<a xml:lang=\"en\"/>", "E0008 1:4"},
      {"<a xmlns=\"\"/>", "E0008 1:4"},
      {"<a xmlns:xsi=\"urn:other\"/>", "E0008 1:4"},
      {"<a xmlns:xs=\"http://www.w3.org/2001/XMLSchema-instance\"/>", "E0008 1:4"},
      {"<a><b xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"/></a>", "E0008 1:7"},
      {"<a xsi:type=\"b\"/>", "E0008 1:4"},
      {"<a xsi:schemaLocation=\"b\"/>", "E0011"},
      {"<1a/>", "E0011"},
      {"<a><?b:c d?></a>", "E0011"}, /* well-formed but for namespaces */
      {"<a>\x01</a>", "E0002 1:4"},
      {"<a b=\"\xef\xbf\xbf\"/>", "E0002 1:7"},
      {"<a b=\"\xed\xa0\x80\"/>", "E0002 1:7"},
      {"<a>\n\xff</a>", "E0002 2:1"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(unfit); i++)
    assert_verdict(unfit[i].text, unfit[i].verdict);
  g_autofree char *zero = verdict("<a>\0</a>", 8);
  assert_string_equal(zero, "E0002 1:4");
}

static void the_map_tells_where_values_stand(void **state)
{
  (void)state;
  const char bytes[] = "<a>\n <b c='1' d=\"&amp;2\"/><!-- <x/> --><e><f g = \"\"/></e>\n</a>";
  g_autoptr(CdComplaints) complaints = cd_complaints_new();
  CdBudget budget = CD_BUDGET_INIT;
  guint text = cd_complaints_add_text(complaints, cd_text_new("t", bytes, sizeof bytes - 1, true));
  g_autoptr(CdDocument) document = cd_document_parse(complaints, text, &budget);
  assert_non_null(document);
  assert_int_equal(document->scan.element->len, 4);
  assert_int_equal(budget.elements, CD_LIMIT_ELEMENTS - 4);
  assert_int_equal(budget.attributes, CD_LIMIT_ATTRIBUTES - 3);
  xmlNode *root = xmlDocGetRootElement(document->tree), *node = root;
  const char *const tags[] = {"<a", "<b", "<e", "<f"};
  for (guint i = 0; i < 4; i++, node = cd_document_next(node, root)) {
    CdSpan tag = cd_document_tag(document, node);
    assert_int_equal(tag.length, 2);
    assert_int_equal(tag.offset, strstr(bytes, tags[i]) - bytes);
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
      CdSpan name, value;
      cd_document_attribute(document, attribute, &name, &value);
      assert_memory_equal(bytes + name.offset, attribute->name, name.length);
      g_autofree char *raw = g_strndup(bytes + value.offset, value.length);
      const char *expected = attribute->name[0] == 'c' ? "1" : attribute->name[0] == 'd' ? "&amp;2" : "";
      assert_string_equal(raw, expected);
    }
  }
  assert_null(node);
}

/* Decoded: x < 2 (two spaces for tab and line end) then a letter of two bytes, then 9. */
static void offsets_in_a_value_lead_back_to_the_file(void **state)
{
  (void)state;
  const char raw[] = "x&lt;2\t\r\n&#xE9;9";
  const struct {
    gsize decoded, raw;
  } expected[] = {{0, 0}, {1, 1}, {2, 5}, {3, 6}, {4, 7}, {5, 9}, {6, 9}, {7, 15}, {8, 16}, {99, 16}};
  for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
    assert_int_equal(cd_raw_offset(raw, sizeof raw - 1, expected[i].decoded), expected[i].raw);
}

static void escaped_texts_read_back(void **state)
{
  (void)state;
  const char *const texts[] = {"", "plain", "a<b>&\"c'", "line\nline\r\n\ttab", "]]>", "é東😀", " two  spaces "};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GString) xml = g_string_new("<a b=\"");
    cd_append_escaped(xml, texts[i]);
    g_string_append(xml, "\"/>");
    assert_verdict(xml->str, "fit");
    xmlDoc *tree = xmlReadMemory(xml->str, (int)xml->len, NULL, NULL, 0);
    xmlChar *back = xmlGetProp(xmlDocGetRootElement(tree), (const xmlChar *)"b");
    assert_string_equal((const char *)back, texts[i]);
    xmlFree(back);
    xmlFreeDoc(tree);
  }
}

static void limits_are_shared_between_files(void **state)
{
  (void)state;
  g_autoptr(CdComplaints) complaints = cd_complaints_new();
  CdBudget budget = {100, 3, 2, false};
  const char *const files[] = {"<a b=\"\"><c/></a>", "<a b=\"\"/>"};
  for (guint i = 0; i < 2; i++) {
    guint text = cd_complaints_add_text(complaints, cd_text_new("t", files[i], strlen(files[i]), true));
    g_autoptr(CdDocument) document = cd_document_parse(complaints, text, &budget);
    assert_non_null(document);
  }
  guint text = cd_complaints_add_text(complaints, cd_text_new("t", files[1], strlen(files[1]), true));
  assert_null(cd_document_parse(complaints, text, &budget));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fit_files_pass),
      cmocka_unit_test(unfit_files_are_refused_where_they_are_unfit),
      cmocka_unit_test(the_map_tells_where_values_stand),
      cmocka_unit_test(offsets_in_a_value_lead_back_to_the_file),
      cmocka_unit_test(escaped_texts_read_back),
      cmocka_unit_test(limits_are_shared_between_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
