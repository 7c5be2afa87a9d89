#include "app/print_seconds.h"

namespace lumbar {

void print_seconds(const StudyWork& work, double total_s, std::FILE* to) {
    std::fprintf(to, "seconds: read %.2f (beside the rest), locate %.2f, crop %.2f, views %.2f, grade %.2f, ",
                 work.read_s, work.locate_s, work.crop_s, work.view_s, work.grade_s);
    if (work.report_s > 0) std::fprintf(to, "report %.2f, ", work.report_s);
    std::fprintf(to, "in all %.2f\n", total_s);
}

}  // namespace lumbar
