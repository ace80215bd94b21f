#include <math.h>
#include <string.h>
#include "sim/genius/element.h"

#define LARGEST 1e12
#define ISSUES_SHOWN 8u
#define NOUGHT 1e-5 /* GENIUS takes a largest evaluation below this for none */
#define WHOLE CD_COMPLAINT_GENIUS_EVALUATOR

typedef struct {
  const CdGeniusReading *reading;
  const CdGenius *genius;
  CdGeniusProfile *profile;
  bool seen[CD_GENIUS_ISSUES], weighed[CD_GENIUS_ISSUES];
} Profile;

/* --- Values of an issue ---------------------------------------------------------------------------------------------- */

static guint level_of(const CdGeniusReading *it, const xmlNode *item, const CdGeniusIssue *issue, GHashTable *levels)
{
  CdSpan span = {0};
  const char *value = cd_genius_need(it, item, "value", CD_COMPLAINT_GENIUS_ISSUE);
  if (!value)
    return G_MAXUINT;
  gpointer level;
  if (g_hash_table_lookup_extended(levels, value, NULL, &level))
    return GPOINTER_TO_UINT(level);
  cd_genius_text(it, item, "value", &span);
  g_autofree char *quoted = cd_quoted(value), *name = cd_quoted(issue->name);
  cd_complain(it->complaints, CD_COMPLAINT_GENIUS_MISMATCH, span, "is it a profile of another domain?",
              "issue %s of the domain has no item %s", name, quoted);
  return G_MAXUINT;
}

static bool evaluate_items(const CdGeniusReading *it, const xmlNode *node, const CdGeniusIssue *issue, double *value)
{
  g_autoptr(GHashTable) levels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint level = 0; level < issue->levels; level++) {
    g_hash_table_insert(levels, cd_genius_item(issue, level), GUINT_TO_POINTER(level));
    value[level] = -1;
  }
  double most = 0;
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (!cd_genius_is(child, "item"))
      continue;
    guint level = level_of(it, child, issue, levels);
    double evaluation;
    if (level == G_MAXUINT ||
        !cd_genius_number(it, child, "evaluation", 0, LARGEST, CD_COMPLAINT_GENIUS_EVALUATION, &evaluation))
      return false;
    if (value[level] >= 0)
      return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_EVALUATION, cd_genius_tag(it, child), NULL,
                         "this item has an evaluation already");
    value[level] = evaluation;
    most = fmax(most, evaluation);
  }
  for (guint level = 0; level < issue->levels; level++) {
    if (value[level] < 0) {
      g_autofree char *item = cd_genius_item(issue, level), *quoted = cd_quoted(item);
      return cd_complain(it->complaints, CD_COMPLAINT_GENIUS_MISMATCH, cd_genius_tag(it, node), NULL,
                         "item %s of the domain has no evaluation here", quoted);
    }
    value[level] = most < NOUGHT ? 0 : value[level] / most;
  }
  return true;
}

/* 0 outside [start, end], 1 at TOP, straight between. */
static double triangle(double x, double start, double end, double top)
{
  if (x == top)
    return 1;
  if (x <= start || x >= end)
    return 0;
  return x < top ? (x - start) / (top - start) : (end - x) / (end - top);
}

static bool evaluate_whole(const CdGeniusReading *it, const xmlNode *evaluator, const CdGeniusIssue *issue, double *value)
{
  double offset, slope;
  CdSpan span;
  const char *form = cd_genius_text(it, evaluator, "ftype", &span);
  if (form && g_ascii_strcasecmp(form, "linear") != 0)
    return cd_complain(it->complaints, WHOLE, span, "allowed: linear", "no evaluator of an integer issue");
  if (!cd_genius_number(it, evaluator, "offset", -LARGEST, LARGEST, WHOLE, &offset) ||
      !cd_genius_number(it, evaluator, "slope", -LARGEST, LARGEST, WHOLE, &slope))
    return false;
  for (guint level = 0; level < issue->levels; level++)
    value[level] = CLAMP(offset + slope * (issue->at[level] - issue->low), 0, 1);
  return true;
}

static bool evaluate_real(const CdGeniusReading *it, const xmlNode *evaluator, const CdGeniusIssue *issue, double *value)
{
  static const char *const forms[] = {"constant", "linear", "triangular"};
  static const char *const parameter[] = {"parameter0", "parameter1", "parameter2"};
  CdSpan span;
  const char *form = cd_genius_text(it, evaluator, "ftype", &span);
  form = form ? form : "linear";
  guint n = 0;
  while (n < 3 && g_ascii_strcasecmp(form, forms[n]) != 0)
    n++;
  if (n == 3) {
    g_autofree char *quoted = cd_quoted(form);
    return cd_complain(it->complaints, WHOLE, span, "allowed: constant, linear, triangular",
                       "an evaluator %s is not supported", quoted);
  }
  double p[3] = {0};
  for (guint i = 0; i <= n; i++)
    if (!cd_genius_number(it, evaluator, parameter[i], n == 0 ? 0 : -LARGEST, n == 0 ? 1 : LARGEST, WHOLE, &p[i]))
      return false;
  if (n == 2 && !(p[0] <= p[2] && p[2] <= p[1] && p[0] < p[1]))
    return cd_complain(it->complaints, WHOLE, cd_genius_tag(it, evaluator),
                       "parameter0 start, parameter1 end, parameter2 top",
                       "the top of the triangle does not lie between its start and its end");
  for (guint level = 0; level < issue->levels; level++) {
    double x = issue->at[level];
    value[level] = n == 0 ? p[0] : n == 1 ? CLAMP(p[0] + p[1] * x, 0, 1) : triangle(x, p[0], p[1], p[2]);
  }
  return true;
}

static bool evaluate_range(const CdGeniusReading *it, const xmlNode *node, const CdGeniusIssue *issue, double *value)
{
  const xmlNode *evaluator = NULL;
  for (const xmlNode *child = node->children; child; child = child->next)
    if (cd_genius_is(child, "evaluator")) {
      if (evaluator)
        return cd_complain(it->complaints, WHOLE, cd_genius_tag(it, child), NULL, "the issue has an <evaluator> already");
      evaluator = child;
    }
  if (!evaluator)
    return cd_complain(it->complaints, WHOLE, cd_genius_tag(it, node), NULL,
                       "an issue of numbers needs an <evaluator>, and this one has none");
  return issue->kind == CD_GENIUS_INTEGER ? evaluate_whole(it, evaluator, issue, value)
                                          : evaluate_real(it, evaluator, issue, value);
}

/* --- Elements of a profile ------------------------------------------------------------------------------------------- */

static guint issue_of(const Profile *it, gint64 number)
{
  guint i = 0;
  while (i < it->genius->n_issues && it->genius->issue[i].number != number)
    i++;
  return i;
}

/* "issues of the domain: 1 (length), 2 (quality), ... and 3 more". The caller frees. */
static char *issues_words(const Profile *it)
{
  GString *out = g_string_new("issues of the domain: ");
  guint n = it->genius->n_issues;
  for (guint i = 0; i < MIN(n, ISSUES_SHOWN); i++) {
    const CdGeniusIssue *issue = &it->genius->issue[i];
    g_autofree char *name = cd_quoted(issue->name);
    g_string_append_printf(out, "%s%" G_GINT64_FORMAT " (%s)", i > 0 ? ", " : "", issue->number, name);
  }
  if (n > ISSUES_SHOWN)
    g_string_append_printf(out, " and %u more", n - ISSUES_SHOWN);
  return g_string_free(out, FALSE);
}

static bool read_issue(Profile *it, const xmlNode *node)
{
  const CdGeniusReading *reading = it->reading;
  CdGeniusIssue head = {0};
  const char *name;
  if (!cd_genius_issue_head(reading, node, &head, &name))
    return false;
  guint i = issue_of(it, head.number);
  if (i == it->genius->n_issues) {
    g_autofree char *there = issues_words(it), *hint = g_strdup_printf("is it a profile of another domain? %s", there);
    return cd_complain(reading->complaints, CD_COMPLAINT_GENIUS_MISMATCH, cd_genius_tag(reading, node), hint,
                       "the domain has no issue with index %" G_GINT64_FORMAT, head.number);
  }
  const CdGeniusIssue *issue = &it->genius->issue[i];
  if (it->seen[i])
    return cd_complain(reading->complaints, CD_COMPLAINT_GENIUS_ISSUE, cd_genius_tag(reading, node), NULL,
                       "this issue stands here already");
  g_autofree char *quoted = cd_quoted(issue->name);
  /* NegMAS writes a party's table of an integer issue as a discrete one. */
  bool is_table = head.kind == CD_GENIUS_DISCRETE && issue->kind == CD_GENIUS_INTEGER;
  bool alike = issue->kind == head.kind && issue->low == head.low && issue->high == head.high;
  if (!g_str_equal(issue->name, name) || !(alike || is_table))
    return cd_complain(reading->complaints, CD_COMPLAINT_GENIUS_MISMATCH, cd_genius_tag(reading, node),
                       "name, type and range are the domain's; is it a profile of another domain?",
                       "this is not issue %s of the domain", quoted);
  it->seen[i] = true;
  it->profile->value_at[i] = cd_genius_tag(reading, node);
  it->profile->value[i] = g_new0(double, issue->levels);
  return head.kind == CD_GENIUS_DISCRETE ? evaluate_items(reading, node, issue, it->profile->value[i])
                                         : evaluate_range(reading, node, issue, it->profile->value[i]);
}

/* One of an objective says nothing that GENIUS reckons with. */
static bool is_objective(const xmlNode *weight, const char *number, const CdGeniusReading *reading)
{
  for (const xmlNode *node = weight->parent; node && node->type == XML_ELEMENT_NODE; node = node->parent)
    for (const xmlNode *near = node; near; near = near == node ? node->children : near->next) {
      CdSpan span;
      const char *index = cd_genius_is(near, "objective") ? cd_genius_text(reading, near, "index", &span) : NULL;
      if (index && g_str_equal(index, number))
        return true;
    }
  return false;
}

static bool read_weight(Profile *it, const xmlNode *node)
{
  const CdGeniusReading *reading = it->reading;
  const CdComplaintCode code = CD_COMPLAINT_GENIUS_WEIGHT;
  gint64 number;
  double weight;
  if (!cd_genius_whole(reading, node, "index", code, &number) ||
      !cd_genius_number(reading, node, "value", 0, LARGEST, code, &weight))
    return false;
  CdSpan span = {0};
  const char *given = cd_genius_text(reading, node, "index", &span);
  guint i = issue_of(it, number);
  if (i == it->genius->n_issues) {
    g_autofree char *there = issues_words(it),
                    *hint = g_strdup_printf("a weight goes by the index= of its issue; %s", there);
    return is_objective(node, given, reading) ||
           cd_complain(reading->complaints, code, span, hint, "no issue has index %" G_GINT64_FORMAT, number);
  }
  if (it->weighed[i])
    return cd_complain(reading->complaints, code, span, NULL, "this issue has a weight already");
  it->weighed[i] = true;
  it->profile->weight_at[i] = cd_genius_tag(reading, node);
  it->profile->weight[i] = weight;
  it->profile->weights += weight;
  return true;
}

static bool read_once(Profile *it, const xmlNode *node, bool *seen, double low, double high, double *value)
{
  if (*seen)
    return cd_complain(it->reading->complaints, CD_COMPLAINT_GENIUS_LIMIT, cd_genius_tag(it->reading, node), NULL,
                       "<%s> stands here twice", (const char *)node->name);
  *seen = true;
  return cd_genius_number(it->reading, node, "value", low, high, CD_COMPLAINT_GENIUS_LIMIT, value);
}

static bool read_reservation(Profile *it, const xmlNode *node, bool *seen)
{
  it->profile->reservation_at = cd_genius_tag(it->reading, node);
  return read_once(it, node, seen, 0, 1, &it->profile->reservation);
}

static bool check_all_there(const Profile *it, const xmlNode *root)
{
  for (guint i = 0; i < it->genius->n_issues; i++) {
    g_autofree char *quoted = cd_quoted(it->genius->issue[i].name);
    if (!it->seen[i])
      return cd_complain(it->reading->complaints, CD_COMPLAINT_GENIUS_MISMATCH, cd_genius_tag(it->reading, root), NULL,
                         "issue %s of the domain is not here", quoted);
    if (!it->weighed[i])
      return cd_complain(it->reading->complaints, CD_COMPLAINT_GENIUS_WEIGHT, cd_genius_tag(it->reading, root),
                         "it is a <weight index value> beside the issues", "issue %s has no weight", quoted);
  }
  return true;
}

bool cd_genius_read_profile(const CdGeniusReading *reading, const CdGenius *genius, CdGeniusProfile *profile)
{
  Profile it = {.reading = reading, .genius = genius, .profile = profile};
  xmlNode *root = xmlDocGetRootElement(reading->document->tree);
  bool discounted = false, reserved = false;
  profile->discount_given = 1;
  if (!cd_genius_is(root, "utility_space"))
    return cd_complain(reading->complaints, CD_COMPLAINT_GENIUS_ROOT, cd_genius_tag(reading, root),
                       cd_genius_is(root, "negotiation_template")
                           ? "this is a domain: one comes first, then profiles alone"
                           : "a profile of GENIUS begins with <utility_space>",
                       "<%s> begins no profile", (const char *)root->name);
  if (!cd_genius_check_space(reading, root))
    return false;
  CdSpan span;
  const char *type = cd_genius_text(reading, root, "type", &span);
  profile->uncertain = type && g_ascii_strcasecmp(type, "uncertain") == 0;
  for (xmlNode *node = cd_document_next(root, root); node; node = cd_document_next(node, root)) {
    bool fit = cd_genius_is(node, "issue")    ? read_issue(&it, node)
               : cd_genius_is(node, "weight") ? read_weight(&it, node)
               : cd_genius_is(node, "discount_factor")
                   ? read_once(&it, node, &discounted, -LARGEST, LARGEST, &profile->discount_given)
               : cd_genius_is(node, "reservation") ? read_reservation(&it, node, &reserved)
                                                   : true;
    if (!fit)
      return false;
  }
  profile->reserved = reserved;
  double given = profile->discount_given;
  profile->discount = given > 0 && given <= 1 ? given : 1;
  return check_all_there(&it, root);
}
