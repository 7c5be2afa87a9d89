#include "gpu/worker_start.h"

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <exception>
#include <filesystem>
#include <fstream>
#include <thread>

#include "soft_gpu.h"
#include "support/files.h"
#include "support/small_disk.h"

using namespace lumbar::gpu;
using namespace lumbar::gpu::test;
using lumbar::test::TemporaryFolder;
using Place = StartWay::Place;

namespace {

WorkerOptions started_by(std::vector<StartWay> ways) {
    WorkerOptions options = soft_worker_options();
    options.ways = std::move(ways);
    return options;
}

void check_start(const StartWay& way) {
    WorkerProcess worker(started_by({way}));
    BOOST_TEST(worker.way() == way.name());
    BOOST_TEST(worker.run({0, 0}).status == 0);
}

std::size_t hidden_files(const std::filesystem::path& folder) {
    std::size_t count = 0;
    if (folder.empty()) return count;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        count += entry.path().filename().string().starts_with(".lumbar-gpu-");
    return count;
}

constexpr int kNotTested = 77;

// -> what work() returns in a process of its own; 1 where it throws
template <class Work>
int in_child(Work work) {
    const pid_t child = fork();
    if (child == 0) try {
            _exit(work());
        } catch (const std::exception& e) {
            fprintf(stderr, "  in a child: %s\n", e.what());
            _exit(1);
        }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;  // -1: ended by a signal
}

}  // namespace

BOOST_AUTO_TEST_SUITE(a_worker)

BOOST_AUTO_TEST_CASE(starts_from_memory) {
    check_start({Place::memory});
}

BOOST_AUTO_TEST_CASE(starts_by_the_loader) {
    check_start({Place::loader});
}

BOOST_AUTO_TEST_CASE(starts_from_every_folder_and_leaves_no_file) {
    const TemporaryFolder own, temporary;
    const Variable lumbar_tmp("LUMBAR_TMP", own.path()), tmpdir("TMPDIR", temporary.path());
    std::vector<std::string> names;
    for (const StartWay& way : start_ways()) {
        names.push_back(way.name());
        const std::size_t before = hidden_files(way.folder);
        check_start(way);
        BOOST_TEST(hidden_files(way.folder) == before);
    }
    const std::string program = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    const std::vector<std::string> expected{"memfd",    "/dev/shm",       "loader",
                                            own.path(), temporary.path(), program};
    BOOST_TEST(names == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(has_no_file_any_more_while_it_runs) {
    const TemporaryFolder folder;
    const WorkerProcess worker(started_by({{Place::file, folder.path()}}));
    BOOST_TEST(hidden_files(folder.path()) == 0);
}

BOOST_AUTO_TEST_CASE(starts_in_the_next_way_where_one_fails) {
    const WorkerProcess worker(started_by({{Place::file, "/nowhere"}, {Place::memory}}));
    BOOST_TEST(worker.way() == "memfd");
}

BOOST_AUTO_TEST_CASE(that_starts_in_no_way_says_why_for_each) {
    WorkerOptions options = started_by({{Place::file, "/nowhere"}, {Place::memory}, {Place::loader}});
    const std::string image = "#!/nowhere\n";
    options.image = std::as_bytes(std::span(image));
    BOOST_CHECK_EXCEPTION(
        WorkerProcess{options}, NoGpu,
        says("the GPU worker does not start (/nowhere: cannot create a file: No such file or "
             "directory; memfd: exec: No such file or directory; loader: ended with exit code 127)"));
}

BOOST_AUTO_TEST_CASE(starts_in_the_next_way_where_a_folder_forbids_programs) {
    const TemporaryFolder folder;
    const lumbar::test::SmallDisk disk(folder.path(), 1 << 20);
    if (!disk.is_mounted() ||
        mount(nullptr, folder.path().c_str(), nullptr, MS_REMOUNT | MS_NOEXEC, nullptr) != 0) {
        BOOST_TEST_MESSAGE("NOT TESTED: may not mount here");
        return;
    }
    const WorkerProcess worker(started_by({{Place::file, folder.path()}, {Place::memory}}));
    BOOST_TEST(worker.way() == "memfd");
    BOOST_TEST(hidden_files(folder.path()) == 0);
}

BOOST_AUTO_TEST_CASE(starts_in_the_next_way_where_a_disk_is_full) {
    const TemporaryFolder folder;
    const lumbar::test::SmallDisk disk(folder.path(), 4096);
    if (!disk.is_mounted()) {
        BOOST_TEST_MESSAGE("NOT TESTED: may not mount here");
        return;
    }
    const WorkerProcess worker(started_by({{Place::file, folder.path()}, {Place::memory}}));
    BOOST_TEST(worker.way() == "memfd");
    BOOST_TEST(hidden_files(folder.path()) == 0);
}

BOOST_AUTO_TEST_CASE(starts_by_the_loader_where_programs_in_memory_are_forbidden) {
    const int way = in_child([] {
        if (unshare(CLONE_NEWPID) != 0) return kNotTested;
        return in_child([] {  // the first process of a namespace, for which alone they are forbidden
            if (!(std::ofstream("/proc/sys/vm/memfd_noexec") << 2 << std::flush)) return kNotTested;
            return WorkerProcess(started_by({{Place::memory}, {Place::loader}})).way() == "loader" ? 0 : 1;
        });
    });
    if (way == kNotTested) {
        BOOST_TEST_MESSAGE("NOT TESTED: may not forbid programs in memory here");
        return;
    }
    BOOST_TEST(way == 0);
}

BOOST_AUTO_TEST_CASE(starts_beside_others_from_files) {  // a child of one thread holds another's file open
    const TemporaryFolder folder;
    std::vector<std::thread> threads;
    std::atomic<int> started = 0;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            try {
                const WorkerProcess worker(started_by({{Place::file, folder.path()}}));
                ++started;
            } catch (const NoGpu& e) {
                fprintf(stderr, "  in a thread: %s\n", e.what());
            }
        });
    for (std::thread& thread : threads) thread.join();
    BOOST_TEST(started == 8);
}

BOOST_AUTO_TEST_CASE(finds_the_driver_by_LD_LIBRARY_PATH) {
    const std::filesystem::path driver = LUMBAR_SOFT_DRIVER;
    const Variable path("LD_LIBRARY_PATH", driver.parent_path());
    WorkerOptions options = soft_worker_options();
    options.library = "";
    const WorkerProcess worker(options);
    BOOST_TEST(std::string(worker.hello().library) == "libcuda.so.1");
    BOOST_TEST(std::string(worker.hello().name).starts_with("Soft GPU"));
}

BOOST_AUTO_TEST_CASE(outlives_an_interrupt) {
    WorkerProcess worker(soft_worker_options());
    kill(worker.id(), SIGINT);
    BOOST_TEST(worker.run({0, 0}).status == 0);
}

BOOST_AUTO_TEST_CASE(holds_no_file_of_the_program_but_its_own) {
    const int open_file = dup(STDERR_FILENO);  // not closed on exec
    const WorkerProcess worker(soft_worker_options());
    for (const auto& file :
         std::filesystem::directory_iterator("/proc/" + std::to_string(worker.id()) + "/fd"))
        BOOST_TEST(std::stoi(file.path().filename().string()) <= kSharedFile);
    close(open_file);
}

BOOST_AUTO_TEST_CASE(ends_with_the_program) {
    prctl(PR_SET_CHILD_SUBREAPER,
          1);  // the orphan becomes this process's child, so that it can be waited for
    int ends[2];
    BOOST_REQUIRE(pipe(ends) == 0);
    const int ending = in_child([&] {
        const WorkerProcess worker(soft_worker_options());
        const pid_t id = worker.id();
        if (write(ends[1], &id, sizeof id) == sizeof id) raise(SIGKILL);
        return 1;
    });
    BOOST_REQUIRE(ending == -1);
    pid_t worker = -1;
    BOOST_REQUIRE(read(ends[0], &worker, sizeof worker) == sizeof worker);
    int status = 0;
    BOOST_TEST(waitpid(worker, &status, 0) == worker);
    BOOST_TEST(WIFEXITED(status));
    prctl(PR_SET_CHILD_SUBREAPER, 0);
    close(ends[0]);
    close(ends[1]);
}

BOOST_AUTO_TEST_SUITE_END()
