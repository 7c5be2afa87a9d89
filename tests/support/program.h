// The program under test as a process of its own, to be stopped in every way.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lumbar::test {

class Program {
  public:
    // Started at once; what it prints (stdout and stderr) goes to the file `printed`.  Files that it writes
    // may be `largest_file` bytes long, as if the disk were full then; 0: of any length.
    Program(const std::vector<std::string>& arguments, const std::filesystem::path& printed,
            std::uint64_t largest_file = 0);
    // Kills it if it still runs.
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void send(int signal) const;
    bool is_running();
    // -> its exit code, or as a shell says it 128 + the signal that ended it.
    int wait();

  private:
    void take(int status);

    pid_t process_ = -1;
    bool running_ = false;
    int code_ = -1;
};

}  // namespace lumbar::test
