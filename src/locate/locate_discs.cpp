#include "locate/locate_discs.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/error.h"
#include "image/middle_frames.h"
#include "image/resize_to_square.h"

namespace lumbar {
namespace {

// numpy's median: the mean of the two middle ones of an even number.
double median_of(std::vector<double> votes) {
    std::sort(votes.begin(), votes.end());
    return (votes[(votes.size() - 1) / 2] + votes[votes.size() / 2]) / 2;
}

// Of the answers' numbers at one place.
double vote_on(const std::vector<KeypointNumbers>& answers, std::size_t place, const Recipe& recipe) {
    std::vector<double> votes;
    for (const KeypointNumbers& numbers : answers) {
        if (!std::isfinite(numbers[place])) {
            throw Error({"a net of " + recipe.name + " gave points that are not finite"}, ExitCode::weights);
        }
        votes.push_back(numbers[place]);
    }
    return median_of(std::move(votes));
}

}  // namespace

Keypoints locate_discs(const Volume& series, IntensityRange range, const Recipe& recipe, Backend& backend,
                       int threads, std::size_t most_nets) {
    // Only the frames that the net sees are resized; padding comes after scaling, which may move zero.
    const auto seen = middle_frames(series.frames, std::min(recipe.frames, series.frames.frames)).frames;
    const auto input =
        middle_frames(resize_to_square(seen, range, recipe.image_size, threads), recipe.frames);
    const auto answers = backend.keypoints(recipe.series, input, most_nets);
    if (answers.empty()) throw Error({"no net for recipe " + recipe.name}, ExitCode::weights);
    Keypoints points;
    std::size_t place = 0;
    for (auto& disc : points) {
        for (Point& point : disc) {
            point.x = vote_on(answers, place++, recipe);
            point.y = vote_on(answers, place++, recipe);
        }
    }
    return points;
}

}  // namespace lumbar
