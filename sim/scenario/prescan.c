#include "sim/scenario/prescan.h"

#include <string.h>
#include "sim/scenario/characters.h"
#include "sim/scenario/markup.h"

#define XSI_URI "http://www.w3.org/2001/XMLSchema-instance"

typedef struct {
  CdComplaints *complaints;
  guint index;
  const char *start, *p, *end;
  CdBudget *budget;
  CdScan *scan;
  guint32 open[CD_LIMIT_DEPTH]; /* elements begun and not yet ended */
  guint depth;
} Scanner;

void cd_scan_init(CdScan *scan)
{
  scan->element = g_array_new(FALSE, FALSE, sizeof(CdScanElement));
  scan->attribute = g_array_new(FALSE, FALSE, sizeof(CdScanAttribute));
}

void cd_scan_clear(CdScan *scan)
{
  g_clear_pointer(&scan->element, g_array_unref);
  g_clear_pointer(&scan->attribute, g_array_unref);
}

static guint32 offset_of(const Scanner *s, const char *p)
{
  return (guint32)(p - s->start);
}

static bool G_GNUC_PRINTF(5, 6)
    refuse(Scanner *s, CdComplaintCode code, const char *at, gsize length, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return cd_complain(s->complaints, code, (CdSpan){s->index, offset_of(s, at), (guint32)length}, NULL, "%s", message);
}

static bool looking_at(const Scanner *s, const char *text)
{
  gsize length = strlen(text);
  return (gsize)(s->end - s->p) >= length && memcmp(s->p, text, length) == 0;
}

static const char *find(const char *p, const char *end, const char *text)
{
  gsize length = strlen(text);
  for (; p < end && (p = memchr(p, *text, (gsize)(end - p))); p++)
    if ((gsize)(end - p) >= length && memcmp(p, text, length) == 0)
      return p;
  return NULL;
}

static void skip_space(Scanner *s)
{
  while (s->p < s->end && cd_is_space(*s->p))
    s->p++;
}

static gsize skip_name(Scanner *s)
{
  const char *from = s->p;
  while (s->p < s->end && cd_is_name_byte(*s->p))
    s->p++;
  return (gsize)(s->p - from);
}

static CdScanElement *element_at(const Scanner *s, guint32 i)
{
  return &g_array_index(s->scan->element, CdScanElement, i);
}

/* The encoding that the declaration [p, end) names must be UTF-8, where it names one. */
static bool check_encoding(Scanner *s, const char *p, const char *end)
{
  const char *word = find(p, end, "encoding");
  if (!word)
    return true;
  word += strlen("encoding");
  while (word < end && (cd_is_space(*word) || *word == '='))
    word++;
  if (word == end || (*word != '"' && *word != '\''))
    return true; /* not well-formed: the parser's to say */
  const char *name = word + 1, *last = memchr(name, *word, (gsize)(end - name));
  gsize length = last ? (gsize)(last - name) : (gsize)(end - name);
  if (length == 5 && g_ascii_strncasecmp(name, "UTF-8", 5) == 0)
    return true;
  g_autofree char *given = g_strndup(name, length);
  g_autofree char *quoted = cd_quoted(given);
  return refuse(s, CD_COMPLAINT_ENCODING, name, length, "the encoding is %s, not \"UTF-8\"", quoted);
}

static bool scan_instruction(Scanner *s)
{
  const char *from = s->p, *last = find(s->p + 2, s->end, "?>");
  if (!last)
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, from, 2, "this instruction is not ended by \"?>\"");
  s->p += 2;
  gsize length = skip_name(s);
  if (length == 3 && g_ascii_strncasecmp(s->p - 3, "xml", 3) == 0) {
    if (offset_of(s, from) != cd_text_mark_length(s->start, (gsize)(s->end - s->start)))
      return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, from, 5, "the XML declaration stands at the very start of the file");
    if (!check_encoding(s, s->p, last))
      return false;
  }
  s->p = last + 2;
  return true;
}

static bool scan_comment(Scanner *s)
{
  const char *from = s->p, *last = find(s->p + 4, s->end, "--");
  if (!last || last + 2 >= s->end)
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, from, 4, "this comment is not ended by \"-->\"");
  if (last[2] != '>')
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, last, 2, "a comment cannot hold \"--\"");
  s->p = last + 3;
  return true;
}

static bool scan_declaration(Scanner *s)
{
  if (looking_at(s, "<!--"))
    return scan_comment(s);
  if (looking_at(s, "<![CDATA["))
    return refuse(s, CD_COMPLAINT_CHARACTERS, s->p, 9, "a CDATA section stands where only elements may");
  s->p += 2;
  gsize length = skip_name(s);
  return refuse(s, CD_COMPLAINT_DOCTYPE, s->p - length - 2, length + 2, "declarations are refused");
}

static bool check_references(Scanner *s, const char *p, const char *end)
{
  while ((p = memchr(p, '&', (gsize)(end - p)))) {
    gunichar c;
    gsize length = cd_reference_length(p, end, &c);
    if (length == 0)
      return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, p, 1,
                    "an \"&\" that is no reference XML knows: write it as \"&amp;\"");
    p += length;
  }
  return true;
}

static bool name_is(const char *name, gsize length, const char *text)
{
  return length == strlen(text) && memcmp(name, text, length) == 0;
}

/* Whether the attribute with a prefix or namespace may stand here: only what tells an editor where the schema is. */
static bool check_prefixed(Scanner *s, const CdScanAttribute *attribute)
{
  const char *name = s->start + attribute->name, *value = s->start + attribute->value;
  gsize length = attribute->name_length;
  bool on_root = s->scan->element->len == 1;
  if (on_root && name_is(name, length, "xmlns:xsi") && name_is(value, attribute->value_length, XSI_URI))
    return true;
  if (on_root && (name_is(name, length, "xsi:noNamespaceSchemaLocation") || name_is(name, length, "xsi:schemaLocation")))
    return true;
  return refuse(s, CD_COMPLAINT_PREFIX, name, length, "no namespace or prefix may stand here");
}

static bool check_repeated(Scanner *s, const CdScanElement *element, const CdScanAttribute *last)
{
  for (guint32 i = element->first; i < element->first + element->n_attributes; i++) {
    const CdScanAttribute *other = &g_array_index(s->scan->attribute, CdScanAttribute, i);
    if (other->name_length == last->name_length &&
        memcmp(s->start + other->name, s->start + last->name, last->name_length) == 0)
      return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, s->start + last->name, last->name_length,
                    "the attribute %.*s is given twice", (int)MIN(last->name_length, 64), s->start + last->name);
  }
  return true;
}

static bool keep_attribute(Scanner *s, const CdScanAttribute *attribute)
{
  CdScanElement *element = element_at(s, s->scan->element->len - 1);
  if (!check_repeated(s, element, attribute))
    return false;
  const char *name = s->start + attribute->name;
  if (element->n_attributes == CD_LIMIT_TAG_ATTRIBUTES)
    return refuse(s, CD_COMPLAINT_LONG_TAG, name, attribute->name_length, "this tag has more than %u attributes",
                  CD_LIMIT_TAG_ATTRIBUTES);
  if (s->budget->attributes == 0)
    return refuse(s, CD_COMPLAINT_TOO_MANY_ELEMENTS, name, attribute->name_length, "there are more than %u attributes",
                  CD_LIMIT_ATTRIBUTES);
  s->budget->attributes--;
  element->n_attributes++;
  g_array_append_vals(s->scan->attribute, attribute, 1);
  return true;
}

static bool scan_attribute(Scanner *s)
{
  static const char *const curly[] = {"\342\200\234", "\342\200\235", "\342\200\236", "\342\200\230", "\342\200\231"};
  const char *name = s->p;
  gsize length = skip_name(s);
  if (length == 0)
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, s->p, 1, "an attribute, \"/>\" or \">\" must stand here");
  skip_space(s);
  if (s->p == s->end || *s->p != '=')
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, name, length, "an attribute needs \"=\" and a value in quotes");
  s->p++;
  skip_space(s);
  for (guint i = 0; i < G_N_ELEMENTS(curly); i++)
    if ((gsize)(s->end - s->p) >= strlen(curly[i]) && memcmp(s->p, curly[i], strlen(curly[i])) == 0)
      return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, s->p, strlen(curly[i]),
                    "a typographic quotation mark: write the straight one, \", which a plain text editor types");
  if (s->p == s->end || (*s->p != '"' && *s->p != '\''))
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, s->p == s->end ? name : s->p, 1,
                  "the value of an attribute stands in quotes");
  const char *value = s->p + 1, *last = memchr(value, *s->p, (gsize)(s->end - value));
  if (!last)
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, s->p, 1, "this quote is not closed");
  const char *less = memchr(value, '<', (gsize)(last - value));
  if (less)
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, less, 1,
                  "a \"<\" cannot stand in a value: write it as \"&lt;\", or close the quote before it");
  if (!check_references(s, value, last))
    return false;
  s->p = last + 1;
  CdScanAttribute attribute = {offset_of(s, name), (guint32)length, offset_of(s, value), (guint32)(last - value)};
  if (memchr(name, ':', length) || name_is(name, length, "xmlns"))
    return check_prefixed(s, &attribute);
  return keep_attribute(s, &attribute);
}

static bool begin_element(Scanner *s, const char *name, gsize length)
{
  if (length == 0)
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, name - 1, 1, "a \"<\" that begins no tag: write it as \"&lt;\"");
  if (memchr(name, ':', length))
    return refuse(s, CD_COMPLAINT_PREFIX, name, length, "the name of an element carries no prefix");
  if (s->depth == 0 && s->scan->element->len > 0)
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, name - 1, length + 1, "a second root element");
  if (s->depth == CD_LIMIT_DEPTH)
    return refuse(s, CD_COMPLAINT_TOO_DEEP, name - 1, length + 1, "elements are nested more than %u deep",
                  CD_LIMIT_DEPTH);
  if (s->budget->elements == 0)
    return refuse(s, CD_COMPLAINT_TOO_MANY_ELEMENTS, name - 1, length + 1, "there are more than %u elements",
                  CD_LIMIT_ELEMENTS);
  s->budget->elements--;
  CdScanElement element = {offset_of(s, name), (guint32)length, s->scan->attribute->len, 0};
  s->open[s->depth++] = s->scan->element->len;
  g_array_append_val(s->scan->element, element);
  return true;
}

static bool scan_start_tag(Scanner *s)
{
  const char *from = s->p++;
  gsize length = skip_name(s);
  if (!begin_element(s, from + 1, length))
    return false;
  for (;;) {
    const char *before = s->p;
    skip_space(s);
    if ((gsize)(s->p - from) > CD_LIMIT_TAG_BYTES)
      return refuse(s, CD_COMPLAINT_LONG_TAG, from, length + 1, "this tag is longer than 64 KiB");
    if (s->p == s->end)
      return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, from, length + 1, "this tag is not ended by \">\"");
    if (*s->p == '>') {
      s->p++;
      return true;
    }
    if (looking_at(s, "/>")) {
      s->p += 2;
      s->depth--;
      return true;
    }
    if (before == s->p)
      return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, s->p, 1,
                    "a space must stand here, unless a quote before it is missing");
    if (!scan_attribute(s))
      return false;
  }
}

static bool scan_end_tag(Scanner *s)
{
  const char *from = s->p;
  s->p += 2;
  const char *name = s->p;
  gsize length = skip_name(s);
  if (s->depth == 0)
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, from, length + 2, "this end tag has no start tag");
  const CdScanElement *open = element_at(s, s->open[s->depth - 1]);
  if (open->name_length != length || memcmp(s->start + open->name, name, length) != 0)
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, from, length + 2, "</%.*s> must stand here, for <%.*s> of line %u",
                  (int)MIN(open->name_length, 64), s->start + open->name, (int)MIN(open->name_length, 64),
                  s->start + open->name, cd_text_line(cd_complaints_text(s->complaints, s->index), open->name));
  skip_space(s);
  if (s->p == s->end || *s->p != '>')
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, from, length + 2, "this end tag is not ended by \">\"");
  s->p++;
  s->depth--;
  return true;
}

static bool scan_markup(Scanner *s)
{
  if (looking_at(s, "<!"))
    return scan_declaration(s);
  if (looking_at(s, "<?"))
    return scan_instruction(s);
  if (looking_at(s, "</"))
    return scan_end_tag(s);
  return scan_start_tag(s);
}

static bool refuse_characters(Scanner *s)
{
  const char *last = s->p;
  while (last < s->end && *last != '<' && *last != '\n')
    last++;
  return refuse(s, CD_COMPLAINT_CHARACTERS, s->p, (gsize)(last - s->p), "text stands where only elements may");
}

static bool pass_characters(Scanner *s)
{
  const char *from = s->p, *next = memchr(from, '<', (gsize)(s->end - from));
  s->p = next ? next : s->end;
  return check_references(s, from, s->p);
}

static bool scan_file(Scanner *s)
{
  s->p += cd_text_mark_length(s->start, (gsize)(s->end - s->start));
  for (skip_space(s); s->p < s->end; skip_space(s)) {
    bool is_text = *s->p != '<';
    if (is_text && !(s->budget->passes_text && s->depth > 0))
      return refuse_characters(s);
    if (is_text ? !pass_characters(s) : !scan_markup(s))
      return false;
  }
  if (s->depth > 0) {
    const CdScanElement *open = element_at(s, s->open[s->depth - 1]);
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, s->start + open->name - 1, open->name_length + 1,
                  "this element is not ended by </%.*s>", (int)MIN(open->name_length, 64), s->start + open->name);
  }
  if (s->scan->element->len == 0)
    return refuse(s, CD_COMPLAINT_NOT_WELL_FORMED, s->start, 0, "there is no element in the file");
  return true;
}

bool cd_prescan(CdComplaints *complaints, guint index, CdBudget *budget, CdScan *scan)
{
  const CdText *text = cd_complaints_text(complaints, index);
  if (!cd_check_characters(complaints, index))
    return false;
  Scanner scanner = {.complaints = complaints,
                     .index = index,
                     .start = text->bytes,
                     .p = text->bytes,
                     .end = text->bytes + text->length,
                     .budget = budget,
                     .scan = scan};
  return scan_file(&scanner);
}
