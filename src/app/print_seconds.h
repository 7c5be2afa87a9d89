// What grading cost, as predict and cross-validation say it.
#pragma once

#include <cstdio>

#include "pipeline/study_work.h"

namespace lumbar {

void print_seconds(const StudyWork& work, double total_s, std::FILE* to);

}  // namespace lumbar
