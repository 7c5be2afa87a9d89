// Shows the progress of long work on standard error: one live line with a bar on a terminal, a plain line now
// and then elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

namespace lumbar {

// What a line says.
struct ProgressState {
    std::string label, unit;  // "predict", "studies"
    std::size_t done = 0, total = 0;
    std::size_t first = 0;  // done before the clock was started
    double elapsed_s = 0;
    std::string note{};
};

class Progress {
  public:
    // `unit` is the plural of what is counted: "studies".
    Progress(std::string label, std::string unit, std::size_t total, std::size_t done = 0);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void advance(std::size_t steps = 1);
    // Shown at the end of the line from now on: "loss 0.312".
    void set_note(std::string note) { state_.note = std::move(note); }

  private:
    void show(bool last);

    ProgressState state_;
    std::chrono::steady_clock::time_point start_, shown_;
    bool terminal_;
};

// "predict: 3 of 12 studies, 25 %, 4.1 s each, 0:37 left, loss 0.3"; more than one a second: "2.50/s".  With
// `columns` it has a bar and is shorter than that: what fits least is left out, first the bar, then the note.
std::string progress_line(const ProgressState& state, std::size_t columns = 0);

// No progress is shown from here on.
void silence_progress();

// Wipes the live line, if there is one, so that a log line does not run into it.
void clear_progress_line();

// 75 -> "1:15", 3700 -> "1:01:40".
std::string format_duration(double seconds);

}  // namespace lumbar
