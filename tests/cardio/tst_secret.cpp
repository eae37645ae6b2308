// Secrets lie in pages of their own, which no core dump has, and are gone afterwards.
#include "cardio/keys/keystore.h"
#include "tests/support/memorymap.h"

#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <cstring>
#include <openssl/crypto.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace meterdesk;

class TestSecret : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesBytesOverAndWipesTheSource() {
        QByteArray bytes("0123456789abcdef");
        const Secret secret = Secret::from(bytes);
        QVERIFY(bytes.isEmpty());
        QVERIFY(std::memcmp(secret.data(), "0123456789abcdef", 16) == 0);
    }

    void sharedSourceIsNotDisturbed() {
        QByteArray bytes = QByteArray("0123456789abcdef") + "x";
        const QByteArray other = bytes;
        Secret::from(bytes);
        QCOMPARE(other, QByteArray("0123456789abcdefx"));
    }

    void movesAndClones() {
        Secret a = Secret::random(16);
        const Secret b = a.clone();
        QVERIFY(a.data() != b.data());
        QVERIFY(std::memcmp(a.data(), b.data(), 16) == 0);
        const unsigned char* there = a.data();
        Secret c = std::move(a);
        QCOMPARE(static_cast<const unsigned char*>(c.data()), there);
        QVERIFY(a.isEmpty()); // NOLINT(bugprone-use-after-move): a moved-from secret is empty
        a = std::move(c);
        QCOMPARE(static_cast<const unsigned char*>(a.data()), there);
        QVERIFY(Secret().isEmpty() && Secret(0).isEmpty());
    }

    void randomIsNotTheSameTwice() {
        const Secret a = Secret::random(16), b = Secret::random(16);
        QVERIFY(std::memcmp(a.data(), b.data(), 16) != 0);
    }

    void freshMemoryIsZeroAndUsedMemoryIsWiped() {
        for (const std::size_t size : {std::size_t(16), std::size_t(64)}) {
            const unsigned char* place = nullptr;
            {
                Secret secret(size);
                std::memset(secret.data(), 0xA5, size);
                place = secret.data();
            }
            // The slot belongs to the arena still, so that it may be looked at.
            for (std::size_t i = 0; i < size; ++i)
                QCOMPARE(int(place[i]), 0);
            const Secret again(size);
            for (std::size_t i = 0; i < size; ++i)
                QCOMPARE(int(again.data()[i]), 0);
        }
    }

    void manySecretsOfAllSizes() {
        std::vector<Secret> all;
        for (std::size_t i = 1; i <= 2000; ++i) {
            all.emplace_back(i % 200 + 1);
            std::memset(all.back().data(), static_cast<int>(i & 0xFF), all.back().size());
        }
        for (std::size_t i = 1; i <= 2000; ++i) {
            QCOMPARE(std::size_t(all[i - 1].data()[0]), i & 0xFF);
            QCOMPARE(std::size_t(all[i - 1].bytes().back()), i & 0xFF);
        }
    }

    void pagesStayOutOfDumps() {
        for (const std::size_t size : {std::size_t(16), std::size_t(5000)}) {
            const Secret secret = Secret::random(size);
            const auto flags = test::flagsOfMemoryAt(secret.data());
            QVERIFY2(flags.contains("dd"), flags.join(' ').constData());
            const auto last = test::flagsOfMemoryAt(secret.data() + size - 1);
            QVERIFY2(last.contains("dd"), last.join(' ').constData());
        }
    }

    void withoutLeaveToLockItWorksAllTheSame() {
        const pid_t child = fork();
        if (child == 0) {
            const rlimit none{0, 0};
            setrlimit(RLIMIT_MEMLOCK, &none);
            static_cast<void>(setuid(65534)); // root may lock what it likes
            const Secret secret = Secret::random(100000);
            const bool good = !secret.isEmpty() && test::flagsOfMemoryAt(secret.data()).contains("dd");
            _exit(good ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
    }

    void anUnlockedKeyIsOnlyInPagesThatNoDumpHas() {
        QTemporaryDir folder;
        KeyStore store(folder.path(), Sealing::cheap());
        QVERIFY(store.generate(QStringLiteral("passphrase")).has_value());
        const pid_t child = fork();
        if (child == 0) { // a process of its own, so that nothing of the making is left
            const auto ring = store.unlock(QStringLiteral("passphrase"));
            if (!ring)
                _exit(2);
            for (const KeyInfo& info : (*ring)->list()) {
                // Work with the key as a sale does, so that what the work leaves behind is looked at too.
                const Secret& key = *(*ring)->master(info.name, info.version);
                static_cast<void>(desMac(Secret::copyOf(key.bytes().first(8)), QByteArray(20, 'x')));
                static_cast<void>(retailMac(key, QByteArray(20, 'x'), QByteArray(8, '\0')));
                static_cast<void>(aesCmac(key, QByteArray(20, 'x')));
                const auto method = info.algorithm == QLatin1String("3des") ? Diversification::Pboc3Des
                                                                            : Diversification::An10922Aes128;
                static_cast<void>((*ring)->cardKey(info.name, 0, method, QByteArray(8, 'u')));
                if (test::findOutsideUndumped(key.bytes()))
                    _exit(3);
            }
            _exit(0);
        }
        int status = -1;
        QCOMPARE(waitpid(child, &status, 0), child);
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    void theSearchFindsWhatOrdinaryMemoryHas() { // else the test above could not fail
        const Secret secret = Secret::random(16);
        QVERIFY(!test::findOutsideUndumped(secret.bytes()));
        const QByteArray leak(reinterpret_cast<const char*>(secret.data()), 16);
        QVERIFY(test::findOutsideUndumped(secret.bytes()));
        OPENSSL_cleanse(const_cast<char*>(leak.constData()), 16);
    }

    void noCoreOfTheProgramItself() {
        const pid_t child = fork();
        if (child == 0) {
            keepSecretsFromDumps();
            rlimit limit{1, 1};
            getrlimit(RLIMIT_CORE, &limit);
            if (limit.rlim_cur || limit.rlim_max || prctl(PR_GET_DUMPABLE, 0, 0, 0, 0))
                _exit(1);
            std::signal(SIGABRT, SIG_DFL);
            std::abort();
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), SIGABRT);
        QVERIFY(!WCOREDUMP(status));
    }
};

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
