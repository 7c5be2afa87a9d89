#include "base/log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/printable.h"
#include "base/progress.h"

namespace lumbar {
namespace {

std::atomic<std::size_t> warnings{0};

// The file of log_to_file.
struct LogFile {
    std::filesystem::path path;
    spdlog::sink_ptr sink;
    std::atomic<bool> is_incomplete{false};
};

LogFile& log_file() {
    static LogFile file;
    return file;
}

spdlog::logger& logger() {
    static const auto instance = [] {
        auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
        sink->set_pattern("%^%l%$: %v");
        const char* const no_color = std::getenv("NO_COLOR");
        if (no_color && *no_color != '\0') sink->set_color_mode(spdlog::color_mode::never);
        return std::make_shared<spdlog::logger>("lumbar", sink);
    }();
    return *instance;
}

void write(spdlog::level::level_enum level, std::string_view line) {
    clear_progress_line();
    const std::string shown = printable(line);
    logger().log(level, spdlog::string_view_t(shown.data(), shown.size()));
}

// Called by spdlog, once the sink has let go of its lock, in place of what the sink has thrown.
void give_up_log_file(const std::string& reason) {
    LogFile& file = log_file();
    if (!file.sink || file.is_incomplete.exchange(true)) return;
    file.sink->set_level(spdlog::level::off);
    ++warnings;
    clear_progress_line();
    std::fprintf(stderr, "warning: the log file gets no more lines: %s\n", printable(reason).c_str());
}

// Lest a mistyped --log overwrites data: a log begins with a date, "2026-11-26 ".
void require_log_or_nothing(const std::filesystem::path& path) {
    constexpr std::string_view kDate = "dddd-dd-dd ";
    std::error_code failure;
    if (!std::filesystem::is_regular_file(path, failure)) return;
    std::string start(kDate.size(), '\0');
    std::ifstream file(path, std::ios::binary);
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(file.gcount()));
    const auto fits = [](char found, char digit) {
        return digit == 'd' ? found >= '0' && found <= '9' : found == digit;
    };
    const bool is_log = std::equal(start.begin(), start.end(), kDate.begin(), kDate.end(), fits);
    if (start.empty() || is_log) return;
    throw Error({"the file is there already and is no log", path.string(), "a new file, or an earlier log"},
                ExitCode::usage);
}

}  // namespace

void log_info(std::string_view line) {
    write(spdlog::level::info, line);
}

void log_warning(std::string_view line) {
    ++warnings;
    write(spdlog::level::warn, line);
}

void log_error(std::string_view line) {
    write(spdlog::level::err, line);
}

std::size_t warning_count() {
    return warnings;
}

void log_quietly() {
    logger().sinks().front()->set_level(spdlog::level::warn);
    silence_progress();
}

void log_to_file(const std::filesystem::path& path) {
    check_folder_of(path);
    require_log_or_nothing(path);
    try {
        auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(path.string(), /*truncate=*/true);
        sink->set_pattern("%Y-%m-%d %H:%M:%S.%e %l: %v");
        log_file().path = path;
        log_file().sink = sink;
        logger().sinks().push_back(std::move(sink));
        logger().flush_on(spdlog::level::info);
        logger().set_error_handler(give_up_log_file);
    } catch (const spdlog::spdlog_ex& e) {
        throw Error({"cannot open the log file", path.string(), "a writable path", e.what()},
                    ExitCode::output);
    }
}

void log_to_file_only(std::string_view text) {
    LogFile& file = log_file();
    if (!file.sink || file.is_incomplete) return;
    const std::string shown = printable(text);
    try {
        file.sink->log({"lumbar", spdlog::level::info, spdlog::string_view_t(shown.data(), shown.size())});
        file.sink->flush();
    } catch (const std::exception& e) {
        give_up_log_file(e.what());
    }
}

void check_log_file() {
    if (!log_file().is_incomplete) return;
    throw Error({"the log file is incomplete", log_file().path.string(), "a writable place",
                 "a failed write (all other output is whole)"},
                ExitCode::output);
}

}  // namespace lumbar
