// The real program, started as a user starts it, on a demo office that each test has to itself.
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <memory>

namespace meterdesk::test {

/// What a command left behind.
struct Ran {
    int status = -1; // -1: it crashed, or never ended
    bool killed = false;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const; // empty where `out` isn't exactly one JSON object and a line end
    QString error() const;    // the code in it
};

class Program {
public:
    /// A fresh demo office; it is made once per test program and copied.
    Program();
    /// On a data folder of its own that holds nothing.
    static Program bare();
    /// With a copy of all that the other has in its folder.
    static Program copyOf(const Program& other);

    QString folder() const { return m_folder->path(); }
    QString path(const QString& name) const { return folder() + QLatin1Char('/') + name; }
    /// `--data FOLDER --json` and these words.
    Ran json(const QStringList& words) const;
    /// `--data FOLDER` and these words.
    Ran plain(const QStringList& words) const;
    /// These words only.
    Ran run(const QStringList& words) const;
    std::unique_ptr<QProcess> start(const QStringList& words) const;
    static Ran wait(QProcess& process);

    QProcessEnvironment environment;
    QString standardOutput; // a file instead of a pipe

private:
    explicit Program(std::shared_ptr<QTemporaryDir> folder);
    std::shared_ptr<QTemporaryDir> m_folder;
};

} // namespace meterdesk::test
