#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/cost/layers.h"
#include "tests/unit/near.h"

static const CdCost cost = {.rural_premium = 0.1,
                            .management_fixed = 50000,
                            .management_variable = 300,
                            .management_reference = 500,
                            .management_elasticity = 0.8,
                            .retention = 0.75,
                            .hub_limit = 120,
                            .contract_wte = 0.6,
                            .coordination_wte = 0.2};

static void management_is_a_fixed_part_and_a_power_of_the_caseload(void **state)
{
  (void)state;
  assert_nine(cd_management_cost(&cost, 500), 200000);                               /* 50,000 + 300 x 500 */
  assert_nine(cd_management_cost(&cost, 1000), 50000 + 150000 * 1.7411011265922482); /* 2^0.8 */
  assert_nine(cd_management_cost(&cost, 250), 50000 + 150000 * 0.57434917749851755); /* 2^-0.8 */
}

static void no_clients_need_no_management(void **state)
{
  (void)state;
  assert_true(cd_management_cost(&cost, 0.5) > 50000);
  assert_true(cd_management_cost(&cost, 0) == 0);
}

static void management_is_linear_in_the_caseload_at_elasticity_one(void **state)
{
  (void)state;
  CdCost linear = cost;
  linear.management_elasticity = 1;
  assert_nine(cd_management_cost(&linear, 123), 50000 + 300 * 123);
}

/* 200,000 and 50,000 + 150,000 x 2^-0.8 apart, 50,000 + 150,000 x 1.5^0.8 pooled. */
static void one_provider_keeps_its_share_of_what_pooling_saves(void **state)
{
  (void)state;
  double separate = 200000 + 50000 + 150000 * 0.57434917749851755;
  double pooled = 50000 + 150000 * 1.3831618672225916;
  assert_nine(cd_management_shared(&cost, separate, 750), separate - 0.75 * (separate - pooled));
  CdCost none = cost, all = cost;
  none.retention = 0;
  all.retention = 1;
  assert_nine(cd_management_shared(&none, separate, 750), separate);
  assert_nine(cd_management_shared(&all, separate, 750), pooled);
}

static void rural_clients_cost_more(void **state)
{
  (void)state;
  assert_nine(cd_direct_cost(&cost, 40, 2000, 0), 80000);
  assert_nine(cd_direct_cost(&cost, 40, 2000, 1), 88000);
  assert_nine(cd_direct_cost(&cost, 40, 2000, 0.25), 82000);
}

static void a_hub_is_whole_up_to_the_limit_for_each_client(void **state)
{
  (void)state;
  assert_true(cd_hub_size(&cost, 60000, 500) == 1);
  assert_true(cd_hub_size(&cost, 60000, 501) == 1);
  assert_true(cd_hub_size(&cost, 60001, 500) < 1);
  assert_true(cd_hub_size(&cost, 60000, 499) < 1);
  assert_true(cd_hub_size(&cost, 0, 0) == 1); /* free premises */
}

static void a_hub_too_dear_shrinks_to_what_its_clients_can_carry(void **state)
{
  (void)state;
  assert_nine(cd_hub_size(&cost, 60000, 400), 0.8); /* 48,000 of 60,000 */
  assert_nine(cd_hub_size(&cost, 90000, 250), 1.0 / 3);
  assert_true(cd_hub_size(&cost, 60000, 0) == 0);
}

static void posts_are_in_proportion_to_clients_from_the_minimum_on(void **state)
{
  (void)state;
  CdPost post = {.clients_per_wte = 400, .minimum_wte = 0.5, .funder_share = 0.4};
  assert_nine(cd_post_wte(&post, 500, 1), 1.25);
  assert_nine(cd_post_wte(&post, 200, 1), 0.5);
  assert_true(cd_post_wte(&post, 199.9, 1) == 0);
}

static void posts_shrink_with_the_money_that_they_rest_on(void **state)
{
  (void)state;
  CdPost post = {.clients_per_wte = 400, .minimum_wte = 0.5, .funder_share = 0.4};
  assert_nine(cd_post_wte(&post, 500, 0), 0.75);     /* 1.25 x 0.6 */
  assert_nine(cd_post_wte(&post, 500, 0.25), 0.875); /* 1.25 x (1 - 0.4 x 0.75) */
  assert_true(cd_post_wte(&post, 300, 0) == 0);      /* 0.45: too small now */
  assert_nine(cd_post_wte(&post, 300, 1), 0.75);
}

static void effective_parties_count_equal_ones_in_full(void **state)
{
  (void)state;
  assert_nine(cd_effective_parties((double[]){7}, 1), 1);
  assert_nine(cd_effective_parties((double[]){5, 5, 5}, 3), 3);
  assert_nine(cd_effective_parties((double[]){300, 200}, 2), 1.923076923076923); /* 500^2 / 130,000 */
  assert_nine(cd_effective_parties((double[]){300, 0, 200}, 3), 1.923076923076923);
  assert_nine(cd_effective_parties((double[]){0.25, 0.25}, 2), 2);
  assert_true(cd_effective_parties((double[]){0, 0}, 2) == 0);
}

static void officers_follow_contracts_and_further_partners(void **state)
{
  (void)state;
  assert_nine(cd_officer_wte(&cost, 1, 0), 0.6);
  assert_nine(cd_officer_wte(&cost, 3, 1.5), 2.1); /* 3 x 0.6 + 1.5 x 0.2 */
}

static void layers_add_up_to_the_total_and_the_first_ones_to_the_provider_s(void **state)
{
  (void)state;
  double layer[CD_LAYER_COUNT];
  for (int l = 0; l < CD_LAYER_COUNT; l++)
    layer[l] = 1 << l;
  assert_true(cd_layers_total(layer) == (1 << CD_LAYER_COUNT) - 1);
  /* All but officers (bit 15), procurement and a lead's risk. */
  assert_true(cd_layers_provider(layer) == (1 << 15) - 1);
  assert_int_equal(CD_LAYER_OFFICERS, 15);
  assert_int_equal(CD_LAYER_COUNT, 18);
}

static void every_layer_has_a_name_and_a_label_of_its_own(void **state)
{
  (void)state;
  for (int l = 0; l < CD_LAYER_COUNT; l++) {
    assert_true(g_str_has_prefix(cd_layer_id((CdLayer)l), "layer-"));
    assert_true(strlen(cd_layer_label((CdLayer)l)) > 3);
    for (int other = 0; other < l; other++) {
      assert_string_not_equal(cd_layer_id((CdLayer)l), cd_layer_id((CdLayer)other));
      assert_string_not_equal(cd_layer_label((CdLayer)l), cd_layer_label((CdLayer)other));
    }
  }
  assert_string_equal(cd_layer_id(CD_LAYER_PASS_THROUGH), "layer-pass-through");
  assert_string_equal(cd_layer_id(CD_LAYER_PROCUREMENT), "layer-procurement");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(management_is_a_fixed_part_and_a_power_of_the_caseload),
      cmocka_unit_test(no_clients_need_no_management),
      cmocka_unit_test(management_is_linear_in_the_caseload_at_elasticity_one),
      cmocka_unit_test(one_provider_keeps_its_share_of_what_pooling_saves),
      cmocka_unit_test(rural_clients_cost_more),
      cmocka_unit_test(a_hub_is_whole_up_to_the_limit_for_each_client),
      cmocka_unit_test(a_hub_too_dear_shrinks_to_what_its_clients_can_carry),
      cmocka_unit_test(posts_are_in_proportion_to_clients_from_the_minimum_on),
      cmocka_unit_test(posts_shrink_with_the_money_that_they_rest_on),
      cmocka_unit_test(effective_parties_count_equal_ones_in_full),
      cmocka_unit_test(officers_follow_contracts_and_further_partners),
      cmocka_unit_test(layers_add_up_to_the_total_and_the_first_ones_to_the_provider_s),
      cmocka_unit_test(every_layer_has_a_name_and_a_label_of_its_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
