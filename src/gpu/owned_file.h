// A file descriptor that is closed with its owner.
#pragma once

#include <unistd.h>

#include <utility>

namespace lumbar::gpu {

class OwnedFile {
  public:
    OwnedFile() = default;
    explicit OwnedFile(int number) : number_(number) {}
    OwnedFile(OwnedFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    OwnedFile& operator=(OwnedFile&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~OwnedFile() { close(); }

    bool is_open() const { return number_ >= 0; }
    int number() const { return number_; }
    void close() {
        if (is_open()) ::close(number_);
        number_ = -1;
    }

  private:
    int number_ = -1;
};

}  // namespace lumbar::gpu
