// A port of this machine where processes of a test may meet.
#pragma once

namespace lumbar::test {

// It was free a moment ago.
int free_port();

}  // namespace lumbar::test
