// The GPU worker's program, put where the system can execute it.
#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "gpu/owned_file.h"

namespace lumbar::gpu {

// Where the program lies when it is executed: in memory; in memory, opened by the system's loader, which is
// executed in its place; or in a file of a folder, removed once it runs.
struct StartWay {
    enum class Place { memory, loader, file };
    Place place = Place::memory;
    std::string folder{};

    std::string name() const;  // "memfd", "loader" or the folder
};

// All ways, in the order to try: memory, /dev/shm, the loader, $LUMBAR_TMP, $TMPDIR or /tmp, the executable's
// folder.
std::vector<StartWay> start_ways();

// This way does not work here; the message says why.
struct StartFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
    StartFailure(const std::string& what, int error);  // "what: the error's text"
};

class WorkerProgram {
  public:
    // Writes the ELF file `image`.  Throws StartFailure.
    WorkerProgram(const StartWay& way, std::span<const std::byte> image);
    // Removes the file.
    ~WorkerProgram();
    WorkerProgram(const WorkerProgram&) = delete;
    WorkerProgram& operator=(const WorkerProgram&) = delete;

    // The words that its command line begins with.
    std::vector<std::string> first_arguments() const;

    // Between fork and exec.  Both end with a null pointer.  Returns only if it fails, with errno.
    void execute(char** arguments, char** environment) const;

  private:
    void write_file(const std::string& folder, std::span<const std::byte> image);

    StartWay::Place place_;
    OwnedFile file_;    // in memory
    std::string path_;  // in a folder
};

}  // namespace lumbar::gpu
