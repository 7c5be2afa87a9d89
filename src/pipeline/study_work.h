// What reading and grading studies came to: series and seconds, to be summed up.
#pragma once

#include <cstddef>

namespace lumbar {

struct StudyWork {
    std::size_t series_read = 0, series_failed = 0;
    double read_s = 0, locate_s = 0, crop_s = 0, view_s = 0, grade_s = 0;
    double report_s = 0;  // pictures and pages

    StudyWork& operator+=(const StudyWork& more) {
        series_read += more.series_read;
        series_failed += more.series_failed;
        read_s += more.read_s;
        locate_s += more.locate_s;
        crop_s += more.crop_s;
        view_s += more.view_s;
        grade_s += more.grade_s;
        report_s += more.report_s;
        return *this;
    }
};

}  // namespace lumbar
