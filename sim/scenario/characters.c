#include "sim/scenario/characters.h"

#include "sim/scenario/markup.h"

static bool refuse(CdComplaints *complaints, guint text, gsize offset, guint32 length, const char *message,
                   const char *hint)
{
  return cd_complain(complaints, CD_COMPLAINT_NOT_UTF8, (CdSpan){text, (guint32)offset, length},
                     cd_complaints_text(complaints, text)->is_markup ? hint : NULL, "%s", message);
}

bool cd_check_characters(CdComplaints *complaints, guint index)
{
  const CdText *text = cd_complaints_text(complaints, index);
  const char *bad = NULL;
  if (!g_utf8_validate_len(text->bytes, text->length, &bad))
    return refuse(complaints, index, (gsize)(bad - text->bytes), 1,
                  *bad ? "this is not UTF-8" : "a zero byte: this is not UTF-8 text", "save the file as UTF-8");
  for (gsize i = 0; i < text->length; i++) {
    unsigned char byte = (unsigned char)text->bytes[i];
    bool may_be_wrong = byte < 0x20 || byte == 0xef;
    if (may_be_wrong && !cd_is_xml_char(g_utf8_get_char(text->bytes + i)))
      return refuse(complaints, index, i, byte == 0xef ? 3 : 1, "a character that XML does not have", "leave it out");
  }
  return true;
}
