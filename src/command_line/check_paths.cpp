#include "command_line/check_paths.h"

#include <iterator>
#include <system_error>

#include "base/error.h"
#include "command_line/flags.h"

namespace lumbar {
namespace {

// Devices such as /dev/stdout may be named twice.
bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b) {
    std::error_code failure;
    if (std::filesystem::is_other(a, failure)) return false;
    const auto real_a = std::filesystem::weakly_canonical(std::filesystem::absolute(a), failure);
    const auto real_b = std::filesystem::weakly_canonical(std::filesystem::absolute(b), failure);
    return !real_a.empty() && real_a == real_b;
}

}  // namespace

void check_paths(const std::vector<GivenPath>& paths, const std::string& where) {
    for (auto a = paths.begin(); a != paths.end(); ++a) {
        if (a->path.empty()) refuse_value(a->flag, "a path", "nothing");
        for (auto b = std::next(a); b != paths.end(); ++b) {
            const bool is_log = a->flag == "log" || b->flag == "log";
            if (!is_log && !(a->is_written && b->is_written)) continue;
            if (!is_same_file(a->path, b->path)) continue;
            throw Error({"--" + a->flag + " and --" + b->flag + " name the same file", where, "one file each",
                         a->path.string()},
                        ExitCode::usage);
        }
    }
}

}  // namespace lumbar
