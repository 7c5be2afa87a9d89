// Writes the numbers of a running training to a TensorBoard event file, point by point
// (https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto).
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace lumbar {

// For one thread.  Every method throws Error (output) with the system's reason.
class EventFile {
  public:
    // A new file of this start in `folder` (made if need be): events.out.tfevents.<seconds>.<host>.<pid>.
    // `start_step`: the first step that will be written.  TensorBoard drops what earlier starts in the same
    // folder wrote of that step and later ones: a run that goes on from a checkpoint goes on there.
    EventFile(const std::filesystem::path& folder, std::int64_t start_step);

    void add_scalar(std::string_view tag, std::int64_t step, double value);
    // What was added is in the file, for TensorBoard to read; closing does the same.
    void flush();

    const std::filesystem::path& path() const { return path_; }

  private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    void write(std::string_view event);
    [[noreturn]] void fail(const char* what) const;

    std::filesystem::path path_;
    std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace lumbar
