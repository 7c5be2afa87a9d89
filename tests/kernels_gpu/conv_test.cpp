// The convolution kernels: right, within bounds, without races and bank conflicts, over shapes that tile
// badly.
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <string>
#include <vector>

#include "conv_problem.h"
#include "fibers.h"

namespace lumbar::fibers {
namespace {

using gpu::Half;

const std::vector<ConvShape>& shapes() {
    static const std::vector<ConvShape> shapes = {
        {.name = "one pixel of one image"},
        {.name = "3x3 over 3x3 pixels",
         .images = 2,
         .height = 3,
         .width = 3,
         .in = 24,
         .out = 72,
         .size = 3,
         .padding = 1},
        {.name = "3x3 over 7x7 pixels, with all that follows",
         .images = 3,
         .height = 7,
         .width = 7,
         .in = 136,
         .out = 136,
         .size = 3,
         .padding = 1,
         .activation = gpu::kRelu,
         .residual = true,
         .scale = 0.75f,
         .shift = -0.25f},
        {.name = "3x3, stride 2",
         .images = 3,
         .height = 7,
         .width = 9,
         .in = 72,
         .out = 24,
         .size = 3,
         .stride = 2,
         .padding = 1,
         .activation = gpu::kSigmoid},
        {.name = "2x2, padded at the far edges",
         .images = 2,
         .height = 9,
         .width = 7,
         .in = 16,
         .out = 40,
         .size = 2,
         .same_extent = true},
        {.name = "5x5 of 8 channels",
         .images = 1,
         .height = 4,
         .width = 5,
         .in = 8,
         .out = 8,
         .size = 5,
         .padding = 2},
        {.name = "1x1, 130 rows",
         .images = 130,
         .in = 136,
         .out = 200,
         .activation = gpu::kTanh,
         .residual = true},
        {.name = "1x1, stride 2", .images = 1, .height = 5, .width = 5, .in = 40, .out = 72, .stride = 2},
        {.name = "two products of 45 rows, in float32",
         .images = 45,
         .in = 72,
         .out = 136,
         .output_float = true,
         .batches = 2},
    };
    return shapes;
}

template <class Value>
void check_in_every_order(const std::string& what, ConvProblem<Value>& problem, const gpu::Launch& launch,
                          int compute) {
    std::vector<Value> first;
    std::vector<float> first_float;
    for (const Order order : {Order::forward, Order::backward, Order::shuffled}) {
        problem.clear_output();
        const auto args = problem.args();
        const Findings findings = run(launch, &args, {compute, order});
        BOOST_TEST_CONTEXT(launch.name << ", compute " << compute << ": " << what) {
            BOOST_TEST(findings.faults == std::vector<std::string>{}, boost::test_tools::per_element());
            BOOST_TEST(problem.error() <= 1);
            BOOST_TEST(findings.shared_accesses > 0);
            BOOST_TEST(findings.bank_conflicts == 0);
            if (order == Order::forward) first = problem.output(), first_float = problem.output_float();
            // Bits: the gaps are NaN.
            BOOST_TEST(std::memcmp(first.data(), problem.output().data(), first.size() * sizeof(Value)) == 0);
            BOOST_TEST(
                std::memcmp(first_float.data(), problem.output_float().data(), first_float.size() * 4) == 0);
        }
    }
}

template <class Value, std::size_t kCount>
void check_all(const gpu::ConvTile (&tiles)[kCount], const std::vector<int>& computes) {
    for (const ConvShape& shape : shapes()) {
        ConvProblem<Value> problem(shape);
        for (const gpu::ConvTile& tile : tiles)
            for (const int compute : computes)
                check_in_every_order(shape.name, problem,
                                     gpu::conv_launch_with(tile, problem.args(), shape.batches), compute);
    }
}

BOOST_AUTO_TEST_CASE(convolves_floats_within_rounding_in_every_order_without_bank_conflicts) {
    check_all<float>(gpu::kConvF32Tiles, {60});
}
BOOST_AUTO_TEST_CASE(convolves_halves_within_rounding_in_every_order_without_bank_conflicts) {
    check_all<Half>(gpu::kConvF16Tiles, {75, 80});
}

}  // namespace
}  // namespace lumbar::fibers
