// Collects what kernels did and writes it as CSV: one line a kernel, with a head line.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "statistics.h"

namespace ptx {

class Report {
  public:
    // An empty path: nothing is written.
    explicit Report(std::string path) : path_(std::move(path)) {}

    bool is_wanted() const { return !path_.empty(); }
    // The file is whole after every launch: the process may be killed before it can write at its end.
    void add(const std::string& kernel, const Statistics& statistics);

  private:
    void write() const;

    struct Entry {
        std::uint64_t launches = 0;
        Statistics statistics;
    };
    std::string path_;
    std::map<std::string, Entry> kernels_;
};

}  // namespace ptx
