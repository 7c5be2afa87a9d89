#include "base/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <utility>

namespace lumbar {
namespace {

using Clock = std::chrono::steady_clock;
std::atomic<bool> line_is_live{false}, is_silent{false};
constexpr std::size_t kLeastBar = 10, kMostBar = 30;  // columns

double seconds_between(Clock::time_point from, Clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

// "[####------]"
std::string bar_of(double share, std::size_t columns) {
    const auto full = static_cast<std::size_t>(share * static_cast<double>(columns));
    return "[" + std::string(full, '#') + std::string(columns - full, '-') + "]";
}

std::size_t terminal_columns() {
    winsize size{};
    const bool is_known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return is_known ? size.ws_col : 80;
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

std::string progress_line(const ProgressState& state, std::size_t columns) {
    const auto done_now = static_cast<double>(state.done - state.first);
    const bool is_last = state.done >= state.total;
    const double rate = state.elapsed_s > 0 ? done_now / state.elapsed_s : 0;
    const double left_s = rate > 0 ? static_cast<double>(state.total - state.done) / rate : 0;
    const double share =
        state.total > 0 ? static_cast<double>(state.done) / static_cast<double>(state.total) : 1;
    char counted[96], speed[48];
    std::snprintf(counted, sizeof counted, "%zu of %zu %s, %.0f %%", state.done, state.total,
                  state.unit.c_str(), std::floor(100 * share));
    std::snprintf(speed, sizeof speed, rate > 0 && rate < 1 ? ", %.1f s each" : ", %.2f/s",
                  rate > 0 && rate < 1 ? 1 / rate : rate);
    const std::string time =
        ", " + format_duration(is_last ? state.elapsed_s : left_s) + (is_last ? " in all" : " left");
    const std::string head = state.label + ": ", body = counted + std::string(speed) + time;
    const std::string note = state.note.empty() ? "" : ", " + state.note;
    if (columns == 0) return head + body + note;
    const std::size_t room = columns - 1;  // the last column would wrap the line on some terminals
    if (head.size() + body.size() + note.size() > room) return (head + body).substr(0, room);
    const std::size_t spare = room - head.size() - body.size() - note.size();
    const std::string bar = spare > kLeastBar + 3 ? bar_of(share, std::min(spare - 3, kMostBar)) + " " : "";
    return head + bar + body + note;
}

void silence_progress() {
    is_silent = true;
}

Progress::Progress(std::string label, std::string unit, std::size_t total, std::size_t done)
    : state_{std::move(label), std::move(unit), done, total, done},
      start_(Clock::now()),
      shown_(start_),
      terminal_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    clear_progress_line();
}

void Progress::advance(std::size_t steps) {
    state_.done += steps;
    const double interval_s = terminal_ ? 0.2 : 10.0;
    const bool last = state_.done >= state_.total;
    if (is_silent || (!last && seconds_between(shown_, Clock::now()) < interval_s)) return;
    shown_ = Clock::now();
    show(last);
}

void Progress::show(bool last) {
    state_.elapsed_s = seconds_between(start_, Clock::now());
    const std::string line = progress_line(state_, terminal_ ? terminal_columns() : 0);
    std::fprintf(stderr, "%s%s%s", terminal_ ? "\r\033[K" : "", line.c_str(), terminal_ && !last ? "" : "\n");
    std::fflush(stderr);
    line_is_live = terminal_ && !last;
}

}  // namespace lumbar
