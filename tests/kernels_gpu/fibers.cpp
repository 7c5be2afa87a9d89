#include "fibers.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <numeric>
#include <random>
#include <stdexcept>

#include "fiber_stacks.h"
#include "fiber_words.h"
#include "shared_watch.h"
#include "warp_operations.h"

namespace lumbar::fibers {
namespace {

struct Barrier {
    unsigned members = 0, arrived = 0, round = 0;
    bool full() const { return members > 0 && arrived >= members; }
    void release() { arrived = 0, ++round; }
};
struct Copy {
    void* to = nullptr;
    Words4 words{};
};
struct Thread {
    void* stack = nullptr;
    Index index{};
    const Barrier* waits_for = nullptr;
    unsigned round = 0;
    bool done = false;
    std::deque<std::vector<Copy>> copies{1};  // groups; the last one is open

    bool can_run() const { return !done && (!waits_for || waits_for->round != round); }
};

// The block that runs.  Kernels call plain functions, so there is one for all.
struct Block {
    std::vector<Thread> threads;
    std::vector<Barrier> warps;
    std::vector<WarpCall> calls;  // what each lane brought to its warp's operation
    Barrier all;
    SharedWatch shared;
    FiberStacks stacks;
    std::mt19937 random;
    Findings findings;
    Settings settings;
    Index index{}, grid{};
    Body body = nullptr;
    const void* args = nullptr;
    void* scheduler = nullptr;
    std::size_t current = 0;

    Thread& thread() { return threads[current]; }
    void report(const std::string& fault) {
        auto& faults = findings.faults;
        if (!fault.empty() && std::find(faults.begin(), faults.end(), fault) == faults.end())
            faults.push_back(fault);
    }
    void wait_for(const Barrier& barrier) {
        thread().waits_for = &barrier;
        thread().round = barrier.round;
        lumbar_switch_stacks(&thread().stack, scheduler);
    }
    void release_all_if_full() {
        if (!all.full()) return;
        shared.pass_barrier();
        all.release();
    }
    void arrive_at_warp(const WarpCall& call);
    void copy_now(const Copy& copy) {
        report(shared.write(current, copy.to, sizeof copy.words));
        *static_cast<Words4*>(copy.to) = copy.words;
    }
};
Block block;

// The last lane to arrive acts for all: nobody can tell, as none goes on before.
void Block::arrive_at_warp(const WarpCall& call) {
    const std::size_t warp = current / kLanes, first = warp * kLanes;
    calls[current] = call;
    Barrier& barrier = warps[warp];
    if (++barrier.arrived < barrier.members || barrier.members < kLanes) {
        wait_for(barrier);
        return;
    }
    const WarpCall* lanes = &calls[first];
    if (std::all_of(lanes, lanes + kLanes,
                    [&](const WarpCall& lane) { return lane.perform == call.perform; }))
        call.perform(lanes);
    else
        report("the lanes of a warp are at different operations");
    barrier.release();
}

void run_thread() {
    block.body(block.args);
    Thread& thread = block.thread();
    for (const auto& group : thread.copies)
        if (!group.empty()) block.report("a thread ends before its copies have arrived");
    thread.done = true;
    --block.warps[block.current / kLanes].members;
    --block.all.members;
    block.release_all_if_full();  // nobody waits for one that has ended
    void* never_again = nullptr;
    lumbar_switch_stacks(&never_again, block.scheduler);
}

void start_block(const gpu::Extent& size) {
    const auto count = static_cast<std::size_t>(size.x) * size.y * size.z;
    block.threads = std::vector<Thread>(count);
    block.warps.assign((count + kLanes - 1) / kLanes, Barrier{kLanes});
    block.warps.back().members = static_cast<unsigned>(count - (block.warps.size() - 1) * kLanes);
    block.calls.resize(count);
    block.all = Barrier{static_cast<unsigned>(count)};
    block.shared.start_block(count);
    for (std::size_t i = 0; i < count; ++i) {
        block.threads[i].stack = block.stacks.prepare(i, run_thread);
        const std::size_t row = i / size.x;
        block.threads[i].index = {static_cast<int>(i % size.x), static_cast<int>(row % size.y),
                                  static_cast<int>(row / size.y)};
    }
}

void run_block(const std::vector<std::size_t>& order) {
    bool moved = true;
    while (moved) {
        moved = false;
        for (const std::size_t i : order) {
            if (!block.threads[i].can_run()) continue;
            moved = true;
            block.current = i;
            lumbar_switch_stacks(&block.scheduler, block.threads[i].stack);
        }
    }
    if (std::all_of(block.threads.begin(), block.threads.end(), [](const Thread& t) { return t.done; })) {
        block.shared.pass_barrier();
        return;
    }
    block.report("threads wait for others that never come");
    block.stacks.clear();
}

std::map<std::pair<std::string, int>, Body>& kernels() {
    static std::map<std::pair<std::string, int>, Body> kernels;
    return kernels;
}
// The form with the highest compute capability that is low enough.
Body find_kernel(const std::string& name, int compute) {
    const auto after = kernels().upper_bound({name, compute});
    if (after == kernels().begin() || std::prev(after)->first.first != name) throw std::out_of_range(name);
    return std::prev(after)->second;
}

}  // namespace

Registration::Registration(const std::string& name, int compute, Body body) {
    kernels()[{name, compute}] = body;
}

Findings run(const gpu::Launch& launch, const void* args, const Settings& settings) {
    block.body = find_kernel(launch.name, settings.compute);
    block.args = args;
    block.settings = settings;
    block.findings = {};
    block.shared = {};
    block.random.seed(7);
    block.grid = {static_cast<int>(launch.grid.x), static_cast<int>(launch.grid.y),
                  static_cast<int>(launch.grid.z)};
    std::vector<std::size_t> order(static_cast<std::size_t>(launch.block.x) * launch.block.y *
                                   launch.block.z);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (settings.order == Order::backward) std::reverse(order.begin(), order.end());
    if (settings.order == Order::shuffled) std::shuffle(order.begin(), order.end(), block.random);
    Index& at = block.index;
    for (at.z = 0; at.z < block.grid.z; ++at.z)
        for (at.y = 0; at.y < block.grid.y; ++at.y)
            for (at.x = 0; at.x < block.grid.x; ++at.x) {
                start_block(launch.block);
                run_block(order);
            }
    block.findings.shared_accesses = block.shared.accesses();
    block.findings.bank_conflicts = block.shared.bank_conflicts();
    return block.findings;
}

const Index& thread_index() {
    return block.thread().index;
}
const Index& block_index() {
    return block.index;
}
const Index& grid_size() {
    return block.grid;
}

void wait_for_block() {
    const unsigned round = block.all.round;
    ++block.all.arrived;
    block.release_all_if_full();
    if (block.all.round == round) block.wait_for(block.all);
}

void watch_read(const void* place, std::size_t bytes) {
    block.shared.log(block.current, place, bytes);
    block.report(block.shared.read(block.current, place, bytes));
}
void watch_write(const void* place, std::size_t bytes) {
    block.shared.log(block.current, place, bytes);
    block.report(block.shared.write(block.current, place, bytes));
}

void load_matrices(unsigned* words, const void* row) {
    watch_read(row, sizeof(Words4));
    block.arrive_at_warp({perform_load_matrices, row, nullptr, words});
}
void multiply_add(float* c, const unsigned* a, const unsigned* b) {
    block.arrive_at_warp({perform_multiply_add, a, b, c});
}
float shuffle_xor(float value, int mask) {
    float result = 0;
    block.arrive_at_warp({perform_shuffle_xor, &value, &mask, &result});
    return result;
}

// Copies may arrive at any time from now to the wait: as soon or as late as can be, or either at random.
void copy_async(void* to, const void* from, bool valid) {
    const Copy copy{to, valid ? *static_cast<const Words4*>(from) : Words4{}};
    block.shared.log(block.current, to, sizeof(Words4));
    const Order order = block.settings.order;
    const bool early = order == Order::backward || (order == Order::shuffled && block.random() % 2 == 0);
    if (early)
        block.copy_now(copy);
    else
        block.thread().copies.back().push_back(copy);
}
void commit_copies() {
    block.thread().copies.emplace_back();
}
void wait_for_copies(int pending) {
    auto& groups = block.thread().copies;
    while (groups.size() > static_cast<std::size_t>(pending) + 1) {
        for (const Copy& copy : groups.front()) block.copy_now(copy);
        groups.pop_front();
    }
}

}  // namespace lumbar::fibers
