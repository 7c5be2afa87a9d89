#include "report/event_file.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "base/error.h"
#include "report/record_frame.h"
#include "report/wire_message.h"

namespace lumbar {
namespace {

// Field numbers of event.proto and summary.proto.
constexpr int kWallTime = 1, kStep = 2, kFileVersion = 3, kSummary = 5, kSessionLog = 7;  // of Event
constexpr int kValue = 1;                                                                 // of Summary
constexpr int kTag = 1, kSimpleValue = 2;                                                 // of its Value
constexpr int kStatus = 1, kStart = 1;  // of SessionLog, and the status itself

double seconds_since_1970() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string host_name() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return "localhost";
    return name.data();
}

std::filesystem::path new_path(const std::filesystem::path& folder) {
    const auto seconds = static_cast<std::int64_t>(seconds_since_1970());
    return folder / ("events.out.tfevents." + std::to_string(seconds) + "." + host_name() + "." +
                     std::to_string(getpid()));
}

WireMessage event_at(std::int64_t step) {
    return WireMessage().add_double(kWallTime, seconds_since_1970()).add_integer(kStep, step);
}

}  // namespace

EventFile::EventFile(const std::filesystem::path& folder, std::int64_t start_step) : path_(new_path(folder)) {
    std::error_code ignored;  // whatever went wrong, opening fails
    std::filesystem::create_directories(folder, ignored);
    const std::string first = path_.string();
    // x: a second start within a second must not wipe out the first.
    file_.reset(std::fopen(path_.c_str(), "wbxe"));
    for (int start = 2; !file_ && errno == EEXIST; ++start) {
        path_ = first + "." + std::to_string(start);
        file_.reset(std::fopen(path_.c_str(), "wbxe"));
    }
    if (!file_) fail("cannot create the file");
    write(event_at(0).add_bytes(kFileVersion, "brain.Event:2").bytes());
    // At step 0, too: TensorBoard's slow loader takes only a second start for a restart.
    const auto start = WireMessage().add_integer(kStatus, kStart);
    write(event_at(start_step).add_message(kSessionLog, start).bytes());
    flush();
}

void EventFile::add_scalar(std::string_view tag, std::int64_t step, double value) {
    const auto point = WireMessage().add_bytes(kTag, tag).add_float(kSimpleValue, static_cast<float>(value));
    const auto points = WireMessage().add_message(kValue, point);
    write(event_at(step).add_message(kSummary, points).bytes());
}

void EventFile::flush() {
    if (std::fflush(file_.get()) != 0) fail("cannot write the file");
}

void EventFile::write(std::string_view event) {
    const std::string frame = record_frame(event);
    if (std::fwrite(frame.data(), 1, frame.size(), file_.get()) != frame.size())
        fail("cannot write the file");
}

void EventFile::fail(const char* what) const {
    throw Error({what, path_.string(), "a writable place", std::strerror(errno)}, ExitCode::output);
}

}  // namespace lumbar
