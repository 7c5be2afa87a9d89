// A device that answers as a test tells it to.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "infer/backend.h"

namespace lumbar::test {

class FakeBackend final : public Backend {
  public:
    std::string title = "fake";
    int in_hand = 1;
    std::function<std::vector<KeypointNumbers>(SeriesKind, const MiddleFrames<std::uint8_t>&)> on_keypoints;
    std::function<GradingLogits(const Recipe&, const Crops&, std::span<const double>)> on_grading_logits;

    std::string name() const override { return title; }
    NumberFormat number_format() const override { return NumberFormat::float32; }
    int studies_in_hand() const override { return in_hand; }
    std::vector<KeypointNumbers> keypoints(SeriesKind kind, const MiddleFrames<std::uint8_t>& input,
                                           std::size_t most_nets) override {
        auto answers = on_keypoints(kind, input);
        if (answers.size() > most_nets) answers.resize(most_nets);
        return answers;
    }
    GradingLogits grading_logits(const Recipe& recipe, const Crops& crops, std::span<const double> angles_deg,
                                 std::size_t most_nets) override {
        GradingLogits logits = on_grading_logits(recipe, crops, angles_deg);
        if (logits.nets.size() > most_nets) logits.nets.resize(most_nets);
        return logits;
    }
};

}  // namespace lumbar::test
