// Which part of a cohort's studies a run takes, so that several machines share the work.
#pragma once

#include <string>
#include <vector>

namespace lumbar {

struct Shard {
    int part = 1, parts = 1;  // the first of one: all
};

// The part of each study, from 1: sorted by their ids, which are unique, they go to the parts in turn.
std::vector<int> divide(const std::vector<std::string>& ids, int parts);

// "3/16"
std::string part_name(const Shard& shard);

// "3/16", or "slurm": from the variables that Slurm sets in each task of a job array.  Throws Error (usage).
Shard parse_shard(const std::string& text);

}  // namespace lumbar
