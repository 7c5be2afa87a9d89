// Progress of long work on stderr: one live line (rate, time left) on a terminal, a plain line now and then
// elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

namespace lumbar {

class Progress {
  public:
    // `unit` is the plural of what is counted: "studies".
    Progress(std::string label, std::string unit, std::size_t total, std::size_t done = 0);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void advance(std::size_t steps = 1);
    // Shown at the end of the line from now on: "loss 0.312".
    void set_note(std::string note) { note_ = std::move(note); }

  private:
    void show(bool last);

    std::string label_, unit_, note_;
    std::size_t total_, first_, done_;
    std::chrono::steady_clock::time_point start_, shown_;
    bool terminal_;
};

// Wipes the live line, if there is one, so that a log line does not run into it.
void clear_progress_line();

// 75 -> "1:15", 3700 -> "1:01:40".
std::string format_duration(double seconds);

}  // namespace lumbar
