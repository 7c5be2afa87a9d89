#include "base/interrupt.h"

#include <csignal>

namespace lumbar {
namespace {

volatile std::sig_atomic_t signal_that_came = 0;

void remember(int signal) {
    signal_that_came = signal;
}

void handle(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    if (signal == SIGINT) action.sa_flags |= static_cast<int>(SA_RESETHAND);
    sigaction(signal, &action, nullptr);
}

}  // namespace

InterruptWatch::InterruptWatch() {
    signal_that_came = 0;
    handle(SIGINT, remember);
    handle(SIGTERM, remember);
}

InterruptWatch::~InterruptWatch() {
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
}

std::optional<ExitCode> InterruptWatch::requested() {
    switch (signal_that_came) {
        case SIGINT:
            return ExitCode::interrupted;
        case SIGTERM:
            return ExitCode::terminated;
        default:
            return {};
    }
}

void turn_write_signals_into_errors() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace lumbar
