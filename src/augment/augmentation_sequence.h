// Chains augmentations into one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "augment/augmentation.h"

namespace lumbar {

// Drawn, applied and moved by in the order of the list; a type stands in it once.
template <Augmentation... Steps>
class AugmentationSequence {
  public:
    struct Settings : Steps::Settings... {};

    // Those with several settings first, then those with one: the order in NAME.json and in train's help.
    static std::vector<Setting> settings_of(Settings& settings) {
        std::vector<std::vector<Setting>> lists = {
            Steps::settings_of(static_cast<typename Steps::Settings&>(settings))...};
        std::stable_partition(lists.begin(), lists.end(), [](const auto& list) { return list.size() > 1; });
        std::vector<Setting> all;
        for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
        return all;
    }

    static void check(const Settings& settings) { (check_together<Steps>(settings), ...); }

    static AugmentationSequence draw(const Settings& settings, Random& random, FrameSize size) {
        AugmentationSequence drawn;
        ((drawn.get<Steps>() = Steps::draw(settings, random, size)), ...);
        return drawn;
    }

    ByteStack apply(ByteStack frames, std::uint64_t noise_seed, int threads) const {
        ((frames = get<Steps>().apply(std::move(frames), noise_seed, threads)), ...);
        return frames;
    }

    Point move(Point point_px, FrameSize size) const {
        ((point_px = get<Steps>().move(point_px, size)), ...);
        return point_px;
    }

    // Of each step alone.
    static std::vector<Example<AugmentationSequence>> examples(const Settings& settings, Random& random,
                                                               FrameSize size) {
        std::vector<Example<AugmentationSequence>> all;
        (add_examples<Steps>(settings, random, size, all), ...);
        return all;
    }

    template <class Step>
    Step& get() {
        return std::get<Step>(steps_);
    }
    template <class Step>
    const Step& get() const {
        return std::get<Step>(steps_);
    }

    bool operator==(const AugmentationSequence&) const = default;

  private:
    template <class Step>
    static void add_examples(const Settings& settings, Random& random, FrameSize size,
                             std::vector<Example<AugmentationSequence>>& all) {
        for (auto& example : examples_of<Step>(settings, random, size)) {
            all.push_back({std::move(example.caption), {}});
            all.back().drawn.template get<Step>() = std::move(example.drawn);
        }
    }

    std::tuple<Steps...> steps_{};
};

}  // namespace lumbar
