#include <string.h>
#include "sim/genius/element.h"
#include "sim/scenario/markup.h"

static bool lay_out_range(const CdGeniusReading *it, const xmlNode *node, guint real_levels, CdGeniusIssue *issue)
{
  double span = issue->high - issue->low;
  if (issue->kind == CD_GENIUS_INTEGER && span >= CD_GENIUS_OUTCOMES)
    return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_TOO_LARGE, cd_genius_tag(it, node),
                       "allowed: 2000000 outcomes", "the range holds more than 2000000 values");
  issue->levels = issue->kind == CD_GENIUS_INTEGER ? (guint)span + 1 : span > 0 ? real_levels : 1;
  issue->at = g_new(double, issue->levels);
  for (guint level = 0; level < issue->levels; level++) {
    guint last = issue->levels - 1;
    double x = last > 0 ? (issue->low * (last - level) + issue->high * level) / last : issue->low; /* exact at both ends */
    issue->at[level] = issue->kind == CD_GENIUS_INTEGER ? issue->low + level : x;
  }
  return true;
}

static bool lay_out_items(const CdGeniusReading *it, const xmlNode *node, CdGeniusIssue *issue)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(CdSpan));
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (!cd_genius_is(child, "item"))
      continue;
    const char *value = cd_genius_need(it, child, "value", CD_COMPLAINT_GENIUS_ISSUE);
    if (!value)
      return false;
    CdSpan span = {0};
    cd_genius_text(it, child, "value", &span);
    if (!g_hash_table_add(seen, (gpointer)value)) {
      g_autofree char *quoted = cd_quoted(value);
      return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_ISSUE, span, NULL, "this issue has an item %s already",
                         quoted);
    }
    g_ptr_array_add(items, g_strdup(value));
    g_array_append_val(places, span);
  }
  issue->levels = items->len;
  if (items->len == 0)
    return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_ISSUE, cd_genius_tag(it, node), NULL,
                       "a discrete issue has <item>s, and this one has none");
  g_ptr_array_add(items, NULL);
  issue->item_at = (CdSpan *)g_array_free(g_steal_pointer(&places), FALSE);
  issue->item = (char **)g_ptr_array_free(g_steal_pointer(&items), FALSE);
  return true;
}

static bool is_new(const CdGeniusReading *it, const xmlNode *node, const CdGenius *genius, const CdGeniusIssue *head,
                   const char *name)
{
  for (guint i = 0; i < genius->n_issues; i++) {
    bool same_name = g_str_equal(genius->issue[i].name, name);
    if (!same_name && genius->issue[i].number != head->number)
      continue;
    CdSpan span = {0};
    cd_genius_text(it, node, same_name ? "name" : "index", &span);
    return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_ISSUE, span, NULL, "another issue has this %s already",
                       same_name ? "name" : "index");
  }
  return true;
}

static bool read_issue(const CdGeniusReading *it, const xmlNode *node, guint real_levels, CdGenius *genius)
{
  CdGeniusIssue head = {0};
  const char *name;
  if (!cd_genius_issue_head(it, node, &head, &name) || !is_new(it, node, genius, &head, name))
    return false;
  if (genius->n_issues == CD_GENIUS_ISSUES)
    return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_TOO_LARGE, cd_genius_tag(it, node), "allowed: 20",
                       "the domain has more than 20 issues");
  CdGeniusIssue *issue = &genius->issue[genius->n_issues++];
  *issue = head;
  issue->name = g_strdup(name);
  cd_genius_text(it, node, "name", &issue->name_at);
  if (head.kind == CD_GENIUS_DISCRETE ? !lay_out_items(it, node, issue) : !lay_out_range(it, node, real_levels, issue))
    return false;
  if ((guint64)genius->n_outcomes * issue->levels > CD_GENIUS_OUTCOMES)
    return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_TOO_LARGE, cd_genius_tag(it, node),
                       "allowed: 2000000; fewer values of real issues: --levels",
                       "with this issue the domain has more than 2000000 outcomes");
  genius->n_outcomes *= issue->levels;
  return true;
}

bool cd_genius_read_domain(const CdGeniusReading *it, guint real_levels, CdGenius *genius)
{
  xmlNode *root = xmlDocGetRootElement(it->document->tree), *space = NULL;
  if (!cd_genius_is(root, "negotiation_template"))
    return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_ROOT, cd_genius_tag(it, root),
                       cd_genius_is(root, "utility_space")
                           ? "this is a profile: the domain's file comes first, then the profiles'"
                           : "a domain of GENIUS begins with <negotiation_template>",
                       "<%s> begins no domain", (const char *)root->name);
  for (xmlNode *child = root->children; child && !space; child = child->next)
    if (cd_genius_is(child, "utility_space"))
      space = child;
  if (!space)
    return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_ROOT, cd_genius_tag(it, root), NULL,
                       "<negotiation_template> holds no <utility_space>");
  if (!cd_genius_check_space(it, space))
    return false;
  genius->n_outcomes = 1;
  for (xmlNode *node = cd_document_next(space, space); node; node = cd_document_next(node, space))
    if (cd_genius_is(node, "issue") && !read_issue(it, node, real_levels, genius))
      return false;
  if (genius->n_issues == 0)
    return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_ISSUE, cd_genius_tag(it, space), NULL,
                       "the domain has no <issue>");
  return true;
}
