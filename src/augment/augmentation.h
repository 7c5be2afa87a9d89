// What an augmentation is: a struct of what is drawn for one sample, and how that changes frames and points.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "augment/frame_size.h"
#include "base/random.h"
#include "config/setting.h"
#include "core/keypoints.h"
#include "core/stack.h"

namespace lumbar {

// An augmentation T by default changes nothing.  It has
//   struct Settings                          strengths and chances with defaults, named unlike others'
//   static std::vector<Setting> settings_of(Settings& settings)
//                                            their names, help and ranges, pointing into `settings`
//   static T draw(const Settings& settings, Random& random, FrameSize size)
//   ByteStack apply(ByteStack frames, std::uint64_t noise_seed, int threads) const
//                                            all frames alike, apart from noise and their order; the
//                                            same whatever `threads` is
//   Point move(Point point_px, FrameSize size) const
//                                            where it takes a point, in pixels whose centres are whole
//                                            numbers
template <class T>
concept Augmentation = std::default_initializable<T> && std::equality_comparable<T> &&
    requires(const T& drawn, typename T::Settings& settings, Random& random, FrameSize size, ByteStack frames,
             std::uint64_t noise_seed, int threads) {
    { T::settings_of(settings) } -> std::same_as<std::vector<Setting>>;
    { T::draw(std::as_const(settings), random, size) } -> std::same_as<T>;
    { drawn.apply(std::move(frames), noise_seed, threads) } -> std::same_as<ByteStack>;
    { drawn.move(Point(), size) } -> std::same_as<Point>;
};

// T may also have
//   static void check(const Settings& settings)
//                                            throws Error (usage) for settings that do not fit together,
//                                            though each is in its range
//   static std::vector<Example<T>> examples(const Settings& settings, Random& random, FrameSize size)
//                                            at its strongest, each sign: tiles of `lumbar inspect --augment`
template <class T>
struct Example {
    std::string caption;
    T drawn{};
};

template <Augmentation T>
void check_together(const typename T::Settings& settings) {
    if constexpr (requires { &T::check; }) T::check(settings);
}

template <Augmentation T>
std::vector<Example<T>> examples_of(const typename T::Settings& settings, Random& random, FrameSize size) {
    if constexpr (requires { &T::examples; }) {
        return T::examples(settings, random, size);
    } else {
        return {};
    }
}

}  // namespace lumbar
