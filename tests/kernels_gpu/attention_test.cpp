// Attention over the real frames of a disc, and the last linear layer.
#include <array>
#include <boost/mpl/list.hpp>
#include <cmath>
#include <vector>

#include "every_order.h"

namespace lumbar::fibers {
namespace {

using Values = boost::mpl::list<float, gpu::Half>;

template <class Value>
void check_attention(const gpu::FrameRows& rows, bool by_frame, int channels) {
    const int count = by_frame ? rows.discs * rows.frames : rows.discs * rows.real + 1;
    Guarded<Value> hidden(count, channels), features(count, channels);
    Guarded<float> weight(1, channels), bias(1, 8), output(rows.discs, channels);
    Guarded<float> kept(rows.discs, rows.real);
    weight.fill(3), bias.fill(4);
    const auto row_of = [&](int disc, int real) {
        return by_frame ? disc * rows.frames + rows.first + real : disc * rows.real + real;
    };
    Guarded<Value> random(count, channels), other(count, channels);
    random.fill(1), other.fill(2);
    for (int disc = 0; disc < rows.discs; ++disc)  // what belongs to no real frame stays NaN
        for (int real = 0; real < rows.real; ++real)
            for (int c = 0; c < channels; ++c) {
                hidden.at(row_of(disc, real), c) = random.at(row_of(disc, real), c);
                features.at(row_of(disc, real), c) = other.at(row_of(disc, real), c);
            }
    gpu::AttentionArgs<Value> a{};
    a.hidden = hidden.address(), a.features = features.address();
    a.weight = weight.address(), a.bias = bias.address(), a.output = output.address();
    a.shares = kept.address();
    a.rows = rows, a.channels = channels, a.by_frame = by_frame;
    run_in_every_order(gpu::attention_launch(a), &a, output);
    BOOST_TEST(kept.gaps_untouched());
    int wrong = 0;
    for (int disc = 0; disc < rows.discs; ++disc) {
        std::vector<double> shares;
        double sum = 0;
        for (int real = 0; real < rows.real; ++real) {
            double score = bias.value(0, 0);
            for (int c = 0; c < channels; ++c)
                score += static_cast<double>(hidden.value(row_of(disc, real), c)) * weight.value(0, c);
            shares.push_back(std::exp(score));
            sum += shares.back();
        }
        for (int real = 0; real < rows.real; ++real)
            wrong += !near<float>(kept.value(disc, real), shares[real] / sum, 1e-5);
        for (int c = 0; c < channels; ++c) {
            double right = 0;
            for (int real = 0; real < rows.real; ++real)
                right += shares[real] / sum * features.value(row_of(disc, real), c);
            wrong += !near<float>(output.value(disc, c), right, 1e-5);
        }
    }
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(attention_weighs_the_real_frames_alone, Value, Values) {
    check_attention<Value>({.discs = 2, .frames = 24, .first = 3, .real = 17}, true, 136);
    check_attention<Value>({.discs = 3, .frames = 8, .first = 2, .real = 5}, false, 2056);
    check_attention<Value>({.discs = 1, .frames = 1, .first = 0, .real = 1}, true, 8);
}

BOOST_AUTO_TEST_CASE(linear_layer_of_any_sizes) {
    for (const auto& [rows, in, out] : {std::array{1, 1, 1}, {5, 77, 3}, {7, 2048, 20}}) {
        Guarded<float> input(rows, in), weight(out, in), bias(1, out), output(rows, out);
        input.fill(1), weight.fill(2), bias.fill(3);
        gpu::LinearArgs a{input.address(), weight.address(), bias.address(), output.address(), rows, in, out,
                          gpu::kSigmoid};
        run_in_every_order(gpu::linear_launch(a), &a, output);
        int wrong = 0;
        for (int row = 0; row < rows; ++row)
            for (int o = 0; o < out; ++o) {
                double sum = bias.value(0, o);
                for (int i = 0; i < in; ++i)
                    sum += static_cast<double>(input.value(row, i)) * weight.value(o, i);
                wrong += !near<float>(output.value(row, o), 1 / (1 + std::exp(-sum)), 1e-5);
            }
        BOOST_TEST(wrong == 0);
    }
}

}  // namespace
}  // namespace lumbar::fibers
