#include "tests/support/program.h"

#include "tests/support/support.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <csignal>

namespace meterdesk::test {
namespace {

constexpr int patienceMs = 60'000;

QProcessEnvironment plainEnvironment() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name :
         {"METERDESK_DATA", "METERDESK_PASSWORD", "METERDESK_PASSPHRASE", "METERDESK_SECOND_PASSWORD",
          "METERDESK_NEW_PASSWORD", "METERDESK_NEW_PASSPHRASE", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QString::fromLatin1(name));
    environment.insert(QStringLiteral("METERDESK_LANG"), QStringLiteral("en"));
    // No keychain: left out, the address is guessed.
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent/bus"));
    // No card service: what a test machine has plugged in is none of its business.
    environment.insert(QStringLiteral("PCSCLITE_CSOCK_NAME"), QStringLiteral("/nonexistent/pcscd.comm"));
    return environment;
}

void copyInto(const QString& from, const QString& to) {
    QDirIterator entries(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString target = to + entries.next().mid(from.size());
        QDir().mkpath(QFileInfo(target).path());
        QFile::copy(entries.filePath(), target);
    }
}

const QString& demoOffice() {
    static const QTemporaryDir made;
    static const QString folder = [] {
        const Program maker = Program::bare();
        maker.run({QStringLiteral("--data"), made.path(), QStringLiteral("setup"), QStringLiteral("--demo")});
        return made.path();
    }();
    return folder;
}

} // namespace

QJsonObject Ran::json() const {
    if (out.count('\n') != 1 || !out.endsWith('\n'))
        return {};
    return QJsonDocument::fromJson(out).object();
}

QString Ran::error() const {
    return json()[QLatin1String("error")][QLatin1String("code")].toString();
}

Program::Program(std::shared_ptr<QTemporaryDir> folder) : environment(plainEnvironment()), m_folder(std::move(folder)) {
}

Program::Program() : Program(std::make_shared<QTemporaryDir>()) {
    copyInto(demoOffice(), folder());
}

Program Program::bare() {
    return Program(std::make_shared<QTemporaryDir>());
}

Program Program::copyOf(const Program& other) {
    Program copy = bare();
    copyInto(other.folder(), copy.folder());
    return copy;
}

std::unique_ptr<QProcess> Program::start(const QStringList& words) const {
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    if (!standardOutput.isEmpty())
        process->setStandardOutputFile(standardOutput);
    process->start(programPath(), words);
    process->closeWriteChannel();
    return process;
}

Ran Program::wait(QProcess& process) {
    Ran ran;
    if (process.waitForFinished(patienceMs)) {
        ran.killed = process.exitStatus() == QProcess::CrashExit && process.exitCode() == SIGKILL;
        if (process.exitStatus() == QProcess::NormalExit)
            ran.status = process.exitCode();
    }
    ran.out = process.readAllStandardOutput();
    ran.err = process.readAllStandardError();
    return ran;
}

Ran Program::run(const QStringList& words) const {
    const auto process = start(words);
    return wait(*process);
}

Ran Program::json(const QStringList& words) const {
    return run(QStringList{QStringLiteral("--data"), folder(), QStringLiteral("--json")} + words);
}

Ran Program::plain(const QStringList& words) const {
    return run(QStringList{QStringLiteral("--data"), folder()} + words);
}

} // namespace meterdesk::test
