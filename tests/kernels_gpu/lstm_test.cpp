// The LSTM's cell, the sum of its activations with layer norm.
#include <boost/mpl/list.hpp>
#include <cmath>
#include <utility>
#include <vector>

#include "every_order.h"

namespace lumbar::fibers {
namespace {

using Values = boost::mpl::list<float, gpu::Half>;

double sigmoid(double x) {
    return 1 / (1 + std::exp(-x));
}

// Three of five frames are real; frames 0 and 4 are black, whose features are the last row.
const gpu::FrameRows kRows = {.discs = 3, .frames = 5, .first = 1, .real = 3};

template <class Value>
struct CellStep {
    static constexpr int kHidden = 40;
    Guarded<float> from_input{3 * 3 + 1, 2 * 4 * kHidden}, from_hidden{2 * 3, 4 * kHidden};
    Guarded<float> cell{2 * 3, kHidden};
    Guarded<Value> hidden{2 * 3, kHidden}, output{3 * 5, 2 * kHidden};

    gpu::LstmCellArgs<Value> args(int step) {
        gpu::LstmCellArgs<Value> a{};
        a.from_input = from_input.address(), a.from_hidden = from_hidden.address(), a.cell = cell.address();
        a.hidden = hidden.address(), a.output = output.address(), a.rows = kRows;
        a.hidden_size = kHidden, a.step = step;
        return a;
    }
    // The cell's new state, and what is put out.
    std::pair<double, double> expected(int step, int direction, int disc, int unit, double before) {
        const int frame = direction == 0 ? step : 4 - step;
        const int row = frame >= 1 && frame < 4 ? disc * 3 + frame - 1 : 9;
        double gates[4];
        for (int g = 0; g < 4; ++g) {
            gates[g] = from_input.value(row, (direction * 4 + g) * kHidden + unit);
            if (step > 0) gates[g] += from_hidden.value(direction * 3 + disc, g * kHidden + unit);
        }
        const double kept = step > 0 ? sigmoid(gates[1]) * before : 0;
        const double state = kept + sigmoid(gates[0]) * std::tanh(gates[2]);
        return {state, sigmoid(gates[3]) * std::tanh(state)};
    }
};

BOOST_AUTO_TEST_CASE_TEMPLATE(lstm_cell_steps_both_directions, Value, Values) {
    for (const int step : {0, 2, 4}) {
        CellStep<Value> s;
        s.from_input.fill(1, -4, 4);
        if (step > 0) s.from_hidden.fill(2, -4, 4), s.cell.fill(3, -2, 2);  // else they are NaN
        Guarded<float> before = s.cell;
        const auto args = s.args(step);
        const Findings findings = run(gpu::lstm_cell_launch(args), &args, {});
        BOOST_TEST(findings.faults.empty());
        int wrong = 0;
        for (int direction = 0; direction < 2; ++direction)
            for (int disc = 0; disc < 3; ++disc)
                for (int unit = 0; unit < s.kHidden; ++unit) {
                    const int place = direction * 3 + disc, frame = direction == 0 ? step : 4 - step;
                    const auto [state, value] =
                        s.expected(step, direction, disc, unit, before.value(place, unit));
                    wrong += !near<float>(s.cell.value(place, unit), state, 2e-6);
                    wrong += !near<Value>(s.hidden.value(place, unit), value, 2e-6);
                    wrong += !near<Value>(s.output.value(disc * 5 + frame, direction * s.kHidden + unit),
                                          value, 2e-6);
                }
        BOOST_TEST(wrong == 0);
        BOOST_TEST((s.cell.gaps_untouched() && s.hidden.gaps_untouched() && s.output.gaps_untouched()));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(lstm_norm_has_mean_0_and_variance_1_before_its_weights, Value, Values) {
    for (const int channels : {8, 136, 2048, 2056}) {
        const int rows = 3;
        Guarded<Value> input(rows, channels), output(rows, channels);
        Guarded<float> weight(1, channels), bias(1, channels);
        input.fill(1, -3, 3), weight.fill(2), bias.fill(3);
        gpu::LstmNormArgs<Value> a{input.address(), weight.address(), bias.address(), output.address(), rows,
                                   channels};
        run_in_every_order(gpu::lstm_norm_launch(a), &a, output);
        int wrong = 0;
        for (int row = 0; row < rows; ++row) {
            std::vector<double> values;
            double mean = 0, variance = 0;
            for (int c = 0; c < channels; ++c) {
                const double x = input.value(row, c);
                values.push_back(x * std::tanh(std::log1p(std::exp(x))) + sigmoid(x) + std::tanh(x));
                mean += values.back() / channels;
            }
            for (const double value : values) variance += (value - mean) * (value - mean) / channels;
            for (int c = 0; c < channels; ++c) {
                const double right =
                    (values[c] - mean) / std::sqrt(variance + 1e-5) * weight.value(0, c) + bias.value(0, c);
                wrong += !near<Value>(output.value(row, c), right, 5e-6);
            }
        }
        BOOST_TEST(wrong == 0);
    }
}

}  // namespace
}  // namespace lumbar::fibers
