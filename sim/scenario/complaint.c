#include "sim/scenario/complaint.h"

#include "concordat/error.h"
#include "sim/scenario/excerpt.h"

#define QUOTED_POINTS 48u

typedef struct {
  CdComplaintCode code;
  CdSpan span;
  guint order;
  char *message, *hint;
} Complaint;

const CdComplaintKind *cd_complaint_kind(CdComplaintCode code)
{
  static const CdComplaintKind kind[CD_COMPLAINT_COUNT] = {
#define COMPLAINT(CODE, number, name, sentence) {number, name, sentence},
#include "sim/scenario/codes.def"
#undef COMPLAINT
  };
  return &kind[code];
}

const CdComplaintKind *cd_complaint_find(const char *number)
{
  for (int c = 0; c < CD_COMPLAINT_COUNT; c++) {
    const CdComplaintKind *kind = cd_complaint_kind((CdComplaintCode)c);
    if (g_str_equal(kind->number, number))
      return kind;
  }
  return NULL;
}

const char *cd_complaint_refuses(const CdComplaintKind *kind)
{
  const CdComplaintCode code = (CdComplaintCode)(kind - cd_complaint_kind((CdComplaintCode)0));
  bool of_genius = (code >= CD_COMPLAINT_PROFILE_TERMS && code <= CD_COMPLAINT_PROFILE_TABLE) ||
                   (code >= CD_COMPLAINT_GENIUS_ROOT && code <= CD_COMPLAINT_GENIUS_TOO_LARGE);
  return of_genius ? "a file of GENIUS" : "a scenario";
}

static void complaint_clear(gpointer data)
{
  Complaint *complaint = data;
  g_free(complaint->message);
  g_free(complaint->hint);
}

CdComplaints *cd_complaints_new(void)
{
  CdComplaints *complaints = g_new0(CdComplaints, 1);
  complaints->texts = g_ptr_array_new_with_free_func((GDestroyNotify)cd_text_free);
  complaints->list = g_array_new(FALSE, FALSE, sizeof(Complaint));
  g_array_set_clear_func(complaints->list, complaint_clear);
  return complaints;
}

void cd_complaints_free(CdComplaints *complaints)
{
  if (!complaints)
    return;
  g_array_unref(complaints->list);
  g_ptr_array_unref(complaints->texts);
  g_free(complaints);
}

guint cd_complaints_add_text(CdComplaints *complaints, CdText *text)
{
  g_ptr_array_add(complaints->texts, text);
  return complaints->texts->len - 1;
}

const CdText *cd_complaints_text(const CdComplaints *complaints, guint text)
{
  g_assert(text < complaints->texts->len);
  return g_ptr_array_index(complaints->texts, text);
}

bool cd_complaints_skip(CdComplaints *complaints)
{
  if (complaints->list->len < CD_COMPLAINTS_SHOWN)
    return false;
  complaints->n++;
  return true;
}

bool cd_complain(CdComplaints *complaints, CdComplaintCode code, CdSpan span, const char *hint, const char *format, ...)
{
  complaints->unreadable |= code == CD_COMPLAINT_INCLUDE_UNREADABLE || code == CD_COMPLAINT_POINTS_UNREADABLE;
  if (cd_complaints_skip(complaints))
    return false;
  complaints->n++;
  va_list arguments;
  va_start(arguments, format);
  Complaint complaint = {code, span, complaints->list->len, g_strdup_vprintf(format, arguments), g_strdup(hint)};
  va_end(arguments);
  g_array_append_val(complaints->list, complaint);
  return false;
}

static int by_place(gconstpointer a, gconstpointer b)
{
  const Complaint *left = a, *right = b;
  if (left->span.text != right->span.text)
    return left->span.text < right->span.text ? -1 : 1;
  if (left->span.offset != right->span.offset)
    return left->span.offset < right->span.offset ? -1 : 1;
  return left->order < right->order ? -1 : left->order > right->order;
}

static void append_complaint(GString *out, const CdComplaints *complaints, const Complaint *complaint)
{
  const CdText *text = cd_complaints_text(complaints, complaint->span.text);
  g_string_append_printf(out, "error[%s]: ", cd_complaint_kind(complaint->code)->number);
  cd_append_visible(out, complaint->message);
  g_string_append(out, "\n  --> ");
  cd_append_visible(out, text->name);
  g_string_append_printf(out, ":%u:%u\n", cd_text_line(text, complaint->span.offset),
                         cd_text_column(text, complaint->span.offset));
  cd_append_excerpt(out, text, complaint->span, complaint->hint);
}

void cd_complaints_report(const CdComplaints *complaints, GError **error)
{
  g_assert(complaints->list->len > 0);
  g_array_sort(complaints->list, by_place);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < complaints->list->len; i++) {
    if (i)
      g_string_append(out, "\n\n");
    append_complaint(out, complaints, &g_array_index(complaints->list, Complaint, i));
  }
  if (complaints->n > complaints->list->len)
    g_string_append_printf(out, "\n\nand %u more", complaints->n - complaints->list->len);
  g_set_error_literal(error, CD_ERROR, complaints->unreadable ? CD_ERROR_IO : CD_ERROR_SCENARIO, out->str);
}

char *cd_quoted(const char *text)
{
  GString *out = g_string_new("\"");
  const char *end = text;
  for (guint i = 0; i < QUOTED_POINTS && *end; i++)
    end = g_utf8_next_char(end);
  g_autofree char *head = g_strndup(text, (gsize)(end - text));
  cd_append_visible(out, head);
  g_string_append(out, *end ? "…\"" : "\"");
  return g_string_free(out, FALSE);
}
