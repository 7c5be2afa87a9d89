#include "shared_watch.h"

#include <algorithm>
#include <array>

namespace lumbar::fibers {
namespace {

constexpr std::size_t kWordBytes = 4, kBanks = 32, kLanes = 32;

// The words that a bank is asked for at once.
struct Bank {
    std::array<std::uintptr_t, kLanes> words;
    std::size_t count = 0;

    void ask(std::uintptr_t word) {
        const auto* const end = words.begin() + count;
        if (std::find(words.cbegin(), end, word) == end) words[count++] = word;
    }
};

}  // namespace

void SharedWatch::start_block(std::size_t threads) {
    log_.assign(threads, {});
    first_interval_ = ++interval_;
}

// A kernel's shared memory is one array: different words of it do not meet here.
SharedWatch::Word& SharedWatch::word_at(std::uintptr_t place) {
    return words_[place / kWordBytes % words_.size()];
}

std::string SharedWatch::read(std::size_t thread, const void* place, std::size_t bytes) {
    std::string fault;
    const auto first = reinterpret_cast<std::uintptr_t>(place);
    for (std::uintptr_t at = first; at < first + bytes; at += kWordBytes) {
        Word& word = word_at(at);
        if (word.written < first_interval_) fault = "a thread reads shared memory that nobody wrote";
        if (word.written == interval_ && word.writer != thread)
            fault = "a race: written and read between two barriers";
        word.many_readers = word.read == interval_ && (word.many_readers || word.reader != thread);
        word.read = interval_;
        word.reader = thread;
    }
    return fault;
}

std::string SharedWatch::write(std::size_t thread, const void* place, std::size_t bytes) {
    std::string fault;
    const auto first = reinterpret_cast<std::uintptr_t>(place);
    for (std::uintptr_t at = first; at < first + bytes; at += kWordBytes) {
        Word& word = word_at(at);
        const bool read_by_others = word.read == interval_ && (word.many_readers || word.reader != thread);
        const bool written_by_others = word.written == interval_ && word.writer != thread;
        if (read_by_others) fault = "a race: read and written between two barriers";
        if (written_by_others) fault = "a race: written twice between two barriers";
        word.written = interval_;
        word.writer = thread;
    }
    return fault;
}

void SharedWatch::log(std::size_t thread, const void* place, std::size_t bytes) {
    log_[thread].push_back({reinterpret_cast<std::uintptr_t>(place), bytes});
}

void SharedWatch::pass_barrier() {
    count_conflicts();
    for (auto& thread : log_) thread.clear();
    ++interval_;
}

void SharedWatch::count_conflicts() {
    for (std::size_t warp = 0; warp + kLanes <= log_.size(); warp += kLanes) {
        const auto lanes = log_.begin() + static_cast<std::ptrdiff_t>(warp);
        const bool alike = std::all_of(lanes, lanes + kLanes, [&](const std::vector<Access>& lane) {
            return lane.size() == lanes->size();
        });
        if (!alike) continue;
        for (std::size_t n = 0; n < lanes->size(); ++n) {
            ++accesses_;
            const std::size_t lanes_a_turn = kBanks * kWordBytes / lanes[0][n].bytes;
            for (std::size_t lane = 0; lane < kLanes; lane += lanes_a_turn)
                bank_conflicts_ += conflicts_of_turn(warp + lane, lanes_a_turn, n);
        }
    }
}

// How often the busiest bank is asked for another word than before.  A warp's access of 4 bytes a lane is one
// turn, of 16 bytes four turns of eight lanes (CUDA C++ programming guide, "shared memory"; Jia et al. 2018,
// arXiv:1804.06826).
std::int64_t SharedWatch::conflicts_of_turn(std::size_t first_lane, std::size_t lanes, std::size_t n) const {
    std::array<Bank, kBanks> banks;
    std::size_t most = 1;
    for (std::size_t lane = first_lane; lane < first_lane + lanes; ++lane) {
        const Access& access = log_[lane][n];
        for (std::size_t at = 0; at < access.bytes; at += kWordBytes) {
            const std::uintptr_t word = (access.place + at) / kWordBytes;
            Bank& bank = banks[word % kBanks];
            bank.ask(word);
            most = std::max(most, bank.count);
        }
    }
    return static_cast<std::int64_t>(most) - 1;
}

}  // namespace lumbar::fibers
