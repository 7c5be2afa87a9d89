#include "base/progress.h"

#include <unistd.h>

#include <atomic>
#include <cmath>
#include <cstdio>
#include <utility>

namespace lumbar {
namespace {

using Clock = std::chrono::steady_clock;
std::atomic<bool> line_is_live{false};

double seconds_between(Clock::time_point from, Clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

}  // namespace

void clear_progress_line() {
    if (line_is_live.exchange(false)) std::fputs("\r\033[K", stderr);
}

std::string format_duration(double seconds) {
    const auto whole = static_cast<long long>(std::llround(seconds));
    char text[48];
    if (whole >= 3600) {
        std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
    } else {
        std::snprintf(text, sizeof text, "%lld:%02lld", whole / 60, whole % 60);
    }
    return text;
}

Progress::Progress(std::string label, std::string unit, std::size_t total, std::size_t done)
    : label_(std::move(label)),
      unit_(std::move(unit)),
      total_(total),
      first_(done),
      done_(done),
      start_(Clock::now()),
      shown_(start_),
      terminal_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    clear_progress_line();
}

void Progress::advance(std::size_t steps) {
    done_ += steps;
    const double interval_s = terminal_ ? 0.2 : 10.0;
    const bool last = done_ >= total_;
    if (!last && seconds_between(shown_, Clock::now()) < interval_s) return;
    shown_ = Clock::now();
    show(last);
}

void Progress::show(bool last) {
    const double elapsed_s = seconds_between(start_, Clock::now());
    const double rate = elapsed_s > 0 ? static_cast<double>(done_ - first_) / elapsed_s : 0;
    const double left_s = rate > 0 ? static_cast<double>(total_ - done_) / rate : 0;
    std::fprintf(stderr, "%s%s: %zu of %zu %s, %.2f/s, %s %s%s%s%s", terminal_ ? "\r\033[K" : "",
                 label_.c_str(), done_, total_, unit_.c_str(), rate,
                 format_duration(last ? elapsed_s : left_s).c_str(), last ? "in all" : "left",
                 note_.empty() ? "" : ", ", note_.c_str(), terminal_ && !last ? "" : "\n");
    std::fflush(stderr);
    line_is_live = terminal_ && !last;
}

}  // namespace lumbar
