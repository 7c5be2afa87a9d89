// A made-up augmentation takes part by its place in a list.
#include "augment/augmentation_sequence.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "augment/augmentations.h"
#include "base/error.h"
#include "sample_stacks.h"
#include "support/refusal.h"

namespace lumbar {
namespace {

using test::contains, test::flat_stack;

struct AddLevels {
    struct Settings {
        int levels = 0;
    };
    static std::vector<Setting> settings_of(Settings& settings) {
        return {{"augment.levels", "grey levels", &settings.levels, 0, 9}};
    }
    int levels = 0;
    bool operator==(const AddLevels&) const = default;
    static AddLevels draw(const Settings& settings, Random& random, FrameSize /*size*/) {
        return {static_cast<int>(random.integer(settings.levels, settings.levels))};
    }
    ByteStack apply(ByteStack frames, std::uint64_t /*noise_seed*/, int /*threads*/) const {
        for (auto& pixel : frames.pixels) pixel = static_cast<std::uint8_t>(pixel + levels);
        return frames;
    }
    Point move(Point point_px, FrameSize /*size*/) const { return point_px; }
};

// With everything that an augmentation may have.
struct DoubleLevels {
    struct Settings {
        double double_chance = 0;
        int double_low = 1, double_high = 2;
    };
    static std::vector<Setting> settings_of(Settings& settings) {
        return {{"augment.double_chance", "twice as bright", &settings.double_chance, 0, 1},
                {"augment.double_low", "once", &settings.double_low, 0, 9},
                {"augment.double_high", "twice", &settings.double_high, 0, 9}};
    }
    static void check(const Settings& settings) {
        check_order("augment.double_low", settings.double_low, settings.double_high);
    }
    bool doubles = false;
    bool operator==(const DoubleLevels&) const = default;
    static DoubleLevels draw(const Settings& settings, Random& random, FrameSize /*size*/) {
        return {random.chance(settings.double_chance)};
    }
    ByteStack apply(ByteStack frames, std::uint64_t /*noise_seed*/, int /*threads*/) const {
        for (auto& pixel : frames.pixels) pixel = static_cast<std::uint8_t>(pixel * (doubles ? 2 : 1));
        return frames;
    }
    Point move(Point point_px, FrameSize size) const {
        return doubles ? Point{size.width_px - point_px.x, point_px.y} : point_px;
    }
    static std::vector<Example<DoubleLevels>> examples(const Settings& /*settings*/, Random& /*random*/,
                                                       FrameSize /*size*/) {
        return {{"twice as bright", {true}}};
    }
};

using Sequence = AugmentationSequence<AddLevels, DoubleLevels>;

Sequence::Settings loud() {
    Sequence::Settings settings;
    settings.levels = 5;
    settings.double_chance = 1;
    return settings;
}

BOOST_AUTO_TEST_SUITE(augmentation_sequence)

static_assert(Augmentation<Sequence>);
static_assert(Augmentation<Augmentations>);

BOOST_AUTO_TEST_CASE(applies_its_steps_in_the_order_of_the_list) {
    Random random(1);
    const auto frames = flat_stack(2, 3, 4, 10);
    const auto drawn = Sequence::draw(loud(), random, {3, 4});
    BOOST_TEST((drawn.apply(frames, 0, 1) == flat_stack(2, 3, 4, 30)));
    using Backwards = AugmentationSequence<DoubleLevels, AddLevels>;
    Backwards::Settings settings;
    settings.levels = 5;
    settings.double_chance = 1;
    BOOST_TEST((Backwards::draw(settings, random, {3, 4}).apply(frames, 0, 1) == flat_stack(2, 3, 4, 25)));
}

BOOST_AUTO_TEST_CASE(changes_nothing_before_it_is_drawn) {
    const auto frames = flat_stack(1, 3, 4, 10);
    BOOST_TEST((Sequence{}.apply(frames, 0, 1) == frames));
    BOOST_TEST((Sequence{}.move({1, 2}, {3, 4}) == Point{1, 2}));
}

BOOST_AUTO_TEST_CASE(moves_points_by_the_steps_that_move_any) {
    Random random(1);
    BOOST_TEST((Sequence::draw(loud(), random, {3, 4}).move({1, 2}, {3, 4}) == Point{3, 2}));
}

BOOST_AUTO_TEST_CASE(has_the_settings_of_all_its_steps_mere_chances_last) {
    Sequence::Settings settings;
    const auto all = Sequence::settings_of(settings);
    BOOST_TEST(all.size() == 4u);
    BOOST_TEST(all.front().name == "augment.double_chance");
    BOOST_TEST(all.back().name == "augment.levels");
    set_value(all, "augment.levels=3");
    BOOST_TEST(settings.levels == 3);
}

BOOST_AUTO_TEST_CASE(checks_what_its_steps_check) {
    auto settings = loud();
    settings.double_low = 3;
    BOOST_TEST(contains(test::refusal_of([&] { Sequence::check(settings); }, ExitCode::usage),
                        "augment.double_low"));
    BOOST_CHECK_NO_THROW(Sequence::check(loud()));
}

BOOST_AUTO_TEST_CASE(shows_the_examples_of_each_step_alone) {
    Random random(1);
    const auto examples = Sequence::examples(loud(), random, {3, 4});
    BOOST_REQUIRE(examples.size() == 1u);
    BOOST_TEST(examples.front().caption == "twice as bright");
    BOOST_TEST((examples.front().drawn.get<DoubleLevels>() == DoubleLevels{true}));
    BOOST_TEST((examples.front().drawn.get<AddLevels>() == AddLevels{}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
