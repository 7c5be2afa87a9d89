// Watches a block's accesses to shared memory: races between two barriers, reads of what nobody wrote, bank
// conflicts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lumbar::fibers {

class SharedWatch {
  public:
    void start_block(std::size_t threads);
    // Empty, or what is wrong with it.
    std::string read(std::size_t thread, const void* place, std::size_t bytes);
    std::string write(std::size_t thread, const void* place, std::size_t bytes);
    // All threads have come to a barrier, or to their end.
    void pass_barrier();

    // The accesses of a warp count together if its lanes all made as many since the last barrier: the n-th of
    // each.
    void log(std::size_t thread, const void* place, std::size_t bytes);
    std::int64_t accesses() const { return accesses_; }
    // Turns that a bank needed beyond the first of each access.
    std::int64_t bank_conflicts() const { return bank_conflicts_; }

  private:
    struct Word {  // who touched it, in which interval between two barriers; 0: never
        std::uint32_t written = 0, read = 0;
        std::size_t writer = 0, reader = 0;
        bool many_readers = false;
    };
    struct Access {
        std::uintptr_t place = 0;
        std::size_t bytes = 0;
    };
    Word& word_at(std::uintptr_t place);
    void count_conflicts();
    std::int64_t conflicts_of_turn(std::size_t first_lane, std::size_t lanes, std::size_t n) const;

    std::vector<Word> words_ = std::vector<Word>(1 << 14);  // 64 KB, of which a kernel may declare 48
    std::vector<std::vector<Access>> log_;
    std::uint32_t interval_ = 1, first_interval_ = 1;
    std::int64_t accesses_ = 0, bank_conflicts_ = 0;
};

}  // namespace lumbar::fibers
