#include "sim/genius/element.h"

#include <math.h>
#include <string.h>

#define WHOLE_MOST 1e9
#define VALUE_MOST 1e12

/* --- Parsing --------------------------------------------------------------------------------------------------------- */

/* GENIUS writes comments before the XML declaration, which XML does not have. The declaration is then blanked, so that everything else stays in its place. One that
 * names another encoding than UTF-8 is left for the pre-scan to complain of. */
static char *without_late_declaration(const CdGeniusFile *file)
{
  char *bytes = g_malloc(file->length + 1);
  if (file->length > 0)
    memcpy(bytes, file->bytes, file->length);
  bytes[file->length] = '\0';
  char *p = bytes + cd_text_mark_length(bytes, file->length), *first = p;
  for (;;) {
    p += strspn(p, " \t\r\n");
    if (!g_str_has_prefix(p, "<!--"))
      break;
    char *end = strstr(p, "-->");
    if (!end)
      return bytes;
    p = end + 3;
  }
  char *end = p > first && g_str_has_prefix(p, "<?xml ") ? strstr(p, "?>") : NULL;
  if (!end)
    return bytes;
  g_autofree char *declaration = g_ascii_strdown(p, end - p);
  if (!strstr(declaration, "encoding") || strstr(declaration, "utf-8"))
    memset(p, ' ', (gsize)(end + 2 - p));
  return bytes;
}

CdDocument *cd_genius_parse(CdComplaints *complaints, const CdGeniusFile *file)
{
  CdBudget budget = CD_BUDGET_INIT;
  budget.passes_text = true;
  g_autofree char *bytes = file->length <= budget.bytes ? without_late_declaration(file) : NULL;
  if (!bytes) {
    guint text = cd_complaints_add_text(complaints, cd_text_new(file->name, "", 0, true));
    cd_complain(complaints, CD_COMPLAINT_TOO_LARGE, (CdSpan){text, 0, 0}, NULL, "the file has more than 8 MiB");
    return NULL;
  }
  guint text = cd_complaints_add_text(complaints, cd_text_new(file->name, bytes, file->length, true));
  gsize start = strspn(bytes, " \t\r\n");
  if (bytes[start] == '{' || bytes[start] == '[') {
    cd_complain(complaints, CD_COMPLAINT_GENIUS_ROOT, (CdSpan){text, (guint32)start, 1},
                "GeniusWeb's JSON is not read; a file of GENIUS or NegMAS is XML", "this is JSON");
    return NULL;
  }
  return cd_document_parse(complaints, text, &budget);
}

/* --- Elements and attributes ----------------------------------------------------------------------------------------- */

bool cd_genius_is(const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

CdSpan cd_genius_tag(const CdGeniusReading *it, const xmlNode *node)
{
  return cd_document_tag(it->document, node);
}

const char *cd_genius_text(const CdGeniusReading *it, const xmlNode *node, const char *name, CdSpan *value)
{
  for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
    if (attribute->ns || strcmp((const char *)attribute->name, name) != 0)
      continue;
    CdSpan at;
    cd_document_attribute(it->document, attribute, &at, value);
    return attribute->children && attribute->children->content ? (const char *)attribute->children->content : "";
  }
  return NULL;
}

const char *cd_genius_need(const CdGeniusReading *it, const xmlNode *node, const char *name, CdComplaintCode code)
{
  CdSpan span;
  const char *text = cd_genius_text(it, node, name, &span);
  if (!text)
    cd_complain(it->complaints, code, cd_genius_tag(it, node), NULL, "<%s> has no %s=", (const char *)node->name, name);
  return text;
}

bool cd_genius_number(const CdGeniusReading *it, const xmlNode *node, const char *name, double low, double high,
                      CdComplaintCode code, double *number)
{
  CdSpan span;
  const char *text = cd_genius_text(it, node, name, &span);
  if (!text || g_str_equal(text, "null")) {
    CdSpan tag = cd_genius_tag(it, node);
    return cd_complain(it->complaints, code, text ? span : tag, NULL, "<%s> has no %s=", (const char *)node->name, name);
  }
  g_autofree char *bare = g_strstrip(g_strdup(text)), *quoted = cd_quoted(text);
  char *end;
  *number = g_ascii_strtod(bare, &end);
  if (*bare == '\0' || *end != '\0' || strspn(bare, "0123456789+-.eE") != strlen(bare) || !isfinite(*number))
    return cd_complain(it->complaints, code, span, "write it as 0.5 or 5e-1, with a point", "%s is no number", quoted);
  if (*number >= low && *number <= high)
    return true;
  g_autofree char *hint = low > -VALUE_MOST && high < VALUE_MOST ? g_strdup_printf("allowed: %.9g to %.9g", low, high)
                          : low > -VALUE_MOST                    ? g_strdup_printf("allowed: %.9g or more", low)
                                                                 : g_strdup("allowed: -1e12 to 1e12");
  return cd_complain(it->complaints, code, span, hint, "%s=%s is out of range", name, quoted);
}

bool cd_genius_whole(const CdGeniusReading *it, const xmlNode *node, const char *name, CdComplaintCode code, gint64 *whole)
{
  double number;
  if (!cd_genius_number(it, node, name, -WHOLE_MOST, WHOLE_MOST, code, &number))
    return false;
  *whole = (gint64)number;
  if ((double)*whole == number)
    return true;
  CdSpan span = {0};
  cd_genius_text(it, node, name, &span);
  return cd_complain(it->complaints, code, span, NULL, "%s= is no whole number", name);
}

/* --- Issues ---------------------------------------------------------------------------------------------------------- */

static bool kind_of(const CdGeniusReading *it, const xmlNode *node, CdGeniusKind *kind)
{
  static const char *const sources[] = {"type", "etype", "vtype"};
  static const char *const kinds[] = {"discrete", "integer", "real"};
  const char *given = NULL;
  CdSpan span;
  for (guint i = 0; i < G_N_ELEMENTS(sources) && !given; i++)
    given = cd_genius_text(it, node, sources[i], &span);
  *kind = CD_GENIUS_DISCRETE;
  if (!given)
    return true;
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_ascii_strcasecmp(given, kinds[i]) == 0) {
      *kind = (CdGeniusKind)i;
      return true;
    }
  g_autofree char *quoted = cd_quoted(given);
  return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_ISSUE, span, "allowed: discrete, integer, real",
                     "an issue of type %s is not supported", quoted);
}

/* Of numbers: on the issue itself or on a <range> in it. */
static bool range_of(const CdGeniusReading *it, const xmlNode *node, CdGeniusIssue *head)
{
  const xmlNode *bearer = node;
  for (const xmlNode *child = node->children; child; child = child->next)
    if (cd_genius_is(child, "range"))
      bearer = child;
  const CdComplaintCode code = CD_COMPLAINT_GENIUS_RANGE;
  if (head->kind == CD_GENIUS_INTEGER) {
    gint64 low, high;
    if (!cd_genius_whole(it, bearer, "lowerbound", code, &low) || !cd_genius_whole(it, bearer, "upperbound", code, &high))
      return false;
    head->low = (double)low;
    head->high = (double)high;
  } else if (!cd_genius_number(it, bearer, "lowerbound", -VALUE_MOST, VALUE_MOST, code, &head->low) ||
             !cd_genius_number(it, bearer, "upperbound", -VALUE_MOST, VALUE_MOST, code, &head->high)) {
    return false;
  }
  if (head->low <= head->high)
    return true;
  return cd_complain(it->complaints, code, cd_genius_tag(it, bearer), NULL, "lowerbound= lies above upperbound=");
}

bool cd_genius_issue_head(const CdGeniusReading *it, const xmlNode *node, CdGeniusIssue *head, const char **name)
{
  const CdComplaintCode code = CD_COMPLAINT_GENIUS_ISSUE;
  bool fit = cd_genius_whole(it, node, "index", code, &head->number);
  *name = cd_genius_need(it, node, "name", code);
  fit &= *name && kind_of(it, node, &head->kind);
  return fit && (head->kind == CD_GENIUS_DISCRETE || range_of(it, node, head));
}

bool cd_genius_check_space(const CdGeniusReading *it, xmlNode *space)
{
  static const char *const others[] = {"constraint",       "constraints",    "rules",          "ufun",
                                       "utility_function", "hyperrectangle", "hyper_rectangle"};
  const char *hint = "supported: linear additive ones, of weights and evaluations";
  CdSpan span;
  const char *type = cd_genius_text(it, space, "type", &span);
  /* NegMAS writes "any" over linear additive ones; what others are follows from their elements. */
  static const char *const read[] = {"linear", "uncertain", "any"};
  bool is_read = !type || !*type;
  for (guint i = 0; i < G_N_ELEMENTS(read); i++)
    is_read = is_read || g_ascii_strcasecmp(type, read[i]) == 0;
  if (!is_read) {
    g_autofree char *quoted = cd_quoted(type);
    return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_UTILITY, span, hint,
                       "a utility space of type %s is not supported", quoted);
  }
  for (xmlNode *node = cd_document_next(space, space); node; node = cd_document_next(node, space))
    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
      if (cd_genius_is(node, others[i]))
        return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_UTILITY, cd_genius_tag(it, node), hint,
                           "a utility space with <%s> is not supported", others[i]);
  return true;
}
