/* markup.h - the small words of XML that several files of this folder need: spaces, names, references. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Tab, line feed, carriage return or space. */
bool cd_is_space(char byte);

/* Whether TEXT holds nothing but such. */
bool cd_is_blank(const char *text);

/* Whether BYTE may stand in a name. Bytes of non-ASCII characters may: the parser judges those. */
bool cd_is_name_byte(char byte);

/* Whether XML 1.0 has the character at all (production 2). */
bool cd_is_xml_char(gunichar c);

/* Length of the character or predefined-entity reference at P, which holds '&', and the character it stands for; 0 when
 * it is none. */
gsize cd_reference_length(const char *p, const char *end, gunichar *c);

/* Offset, from RAW, of the byte that becomes byte DECODED of the attribute value that RAW is parsed to. */
gsize cd_raw_offset(const char *raw, gsize length, gsize decoded);

/* Appends TEXT as the value of an attribute in double quotes. */
void cd_append_escaped(GString *out, const char *text);
