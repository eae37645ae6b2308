// Tests of devices run as an ordinary user, because that is who sits at a desk. Where root runs them (a container), the
// test gives its rights away before it starts anything: service, program and test itself are then `nobody`.
#pragma once

namespace meterdesk::test {

/// First in main(), before any thread. The program and what is preloaded into it are copied to where the new user can
/// read them: a checkout may lie in root's own home. Nothing happens where an ordinary user runs the test. False, and
/// loudly, where the system refuses (a user namespace without `nobody`): then the test goes on as root.
[[nodiscard]] bool becomeOrdinaryUser();

} // namespace meterdesk::test
