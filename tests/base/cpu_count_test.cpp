#include "base/cpu_count.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "base/cgroup_limits.h"
#include "support/files.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// A machine's /proc and /sys, made up.
struct Machine {
    TemporaryFolder root;

    void put(const std::string& path, const std::string& text) const {
        std::filesystem::create_directories((root / path).parent_path());
        write_text(root / path, text + "\n");
    }
    void put_core(const std::string& siblings, const std::vector<int>& cpus,
                  const std::string& name = "core_cpus_list") const {
        for (const int cpu : cpus) {
            put("sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/topology/" + name, siblings);
        }
    }
    int threads(const std::vector<int>& allowed) const {
        return threads_for(count_cpus(root.path(), allowed));
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cpu_count)

BOOST_FIXTURE_TEST_CASE(two_threads_of_a_core_count_once, Machine) {
    put_core("0,2", {0, 2});
    put_core("1,3", {1, 3});
    const CpuCount all = count_cpus(root.path(), {0, 1, 2, 3});
    BOOST_TEST(all.hardware_threads == 4);
    BOOST_TEST(all.cores == 2);
    BOOST_TEST(!all.quota.has_value());
    BOOST_TEST(threads({0, 1, 2, 3}) == 2);
}

BOOST_FIXTURE_TEST_CASE(only_cores_of_the_affinity_mask_count, Machine) {
    put_core("0,2", {0, 2});
    put_core("1,3", {1, 3});
    BOOST_TEST(threads({0, 2}) == 1);
    BOOST_TEST(threads({2, 3}) == 2);
}

BOOST_FIXTURE_TEST_CASE(the_siblings_of_an_older_kernel_are_read, Machine) {
    put_core("0-1", {0, 1}, "thread_siblings_list");
    BOOST_TEST(threads({0, 1}) == 1);
}

BOOST_FIXTURE_TEST_CASE(without_topology_each_cpu_is_a_core, Machine) {
    BOOST_TEST(threads({0, 1, 5}) == 3);
    BOOST_TEST(threads({}) == 1);
}

BOOST_FIXTURE_TEST_CASE(a_quota_of_cgroup_v2_is_rounded_up, Machine) {
    put("proc/self/cgroup", "0::/");
    put("sys/fs/cgroup/cpu.max", "150000 100000");
    BOOST_TEST(count_cpus(root.path(), {0, 1, 2, 3}).quota.value() == 1.5);
    BOOST_TEST(threads({0, 1, 2, 3}) == 2);
    BOOST_TEST(threads({0}) == 1);
    put("sys/fs/cgroup/cpu.max", "5000 100000");
    BOOST_TEST(threads({0, 1, 2, 3}) == 1);
    put("sys/fs/cgroup/cpu.max", "max 100000");
    BOOST_TEST(threads({0, 1, 2, 3}) == 4);
}

BOOST_FIXTURE_TEST_CASE(the_smallest_quota_on_the_way_up_counts, Machine) {
    put("proc/self/cgroup", "0::/system.slice/job_7/step_0");
    put("sys/fs/cgroup/system.slice/job_7/step_0/cpu.max", "max 100000");
    put("sys/fs/cgroup/system.slice/job_7/cpu.max", "200000 100000");
    put("sys/fs/cgroup/system.slice/cpu.max", "300000 100000");
    BOOST_TEST(threads({0, 1, 2, 3}) == 2);
}

BOOST_FIXTURE_TEST_CASE(a_quota_of_cgroup_v1_is_found_under_the_hosts_path_and_in_a_container, Machine) {
    put("proc/self/cgroup", "5:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n0::/docker/abc");
    put("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1");
    put("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000");
    BOOST_TEST(threads({0, 1, 2, 3}) == 4);
    put("sys/fs/cgroup/cpu/docker/abc/cpu.cfs_quota_us", "250000");
    put("sys/fs/cgroup/cpu/docker/abc/cpu.cfs_period_us", "100000");
    BOOST_TEST(threads({0, 1, 2, 3}) == 3);
    put("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "100000");
    BOOST_TEST(threads({0, 1, 2, 3}) == 1);
}

BOOST_FIXTURE_TEST_CASE(unreadable_limits_are_ignored, Machine) {
    put("proc/self/cgroup", "nonsense\n0::/../../elsewhere");
    put("sys/fs/cgroup/cpu.max", "0 0");
    put("sys/fs/cgroup/memory.max", "max");
    put("sys/devices/system/cpu/cpu0/topology/core_cpus_list", "");
    BOOST_TEST(threads({0, 1}) == 2);
    BOOST_TEST(!read_cgroup_limits(root.path()).memory_bytes.has_value());
    BOOST_TEST(!read_cgroup_limits(root / "absent").cpus.has_value());
}

BOOST_FIXTURE_TEST_CASE(the_smallest_limit_of_memory_counts, Machine) {
    put("proc/self/cgroup", "5:memory:/a/b\n0::/c");
    put("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
    BOOST_TEST(!read_cgroup_limits(root.path()).memory_bytes.has_value());
    put("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "4294967296");
    BOOST_TEST(read_cgroup_limits(root.path()).memory_bytes.value() == 4294967296U);
    put("sys/fs/cgroup/unified/c/memory.max", "1073741824");
    BOOST_TEST(read_cgroup_limits(root.path()).memory_bytes.value() == 1073741824U);
}

BOOST_AUTO_TEST_CASE(this_machine_has_a_core_and_no_more_cores_than_threads) {
    const CpuCount here = count_cpus();
    BOOST_TEST(here.cores >= 1);
    BOOST_TEST(here.hardware_threads >= here.cores);
}

BOOST_AUTO_TEST_SUITE_END()
