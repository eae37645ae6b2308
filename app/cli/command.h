// What a command of the command line is: a noun and verb parsed by CLI11, an action on an office, one answer.
//
// Threads: main thread only. Errors: an action's Error becomes {"error":{"code","message","next"}} and the exit status
// of its outcome.
#pragma once

#include "cardio/desk/carddesk.h"
#include "cardio/desk/office.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>
#include <QJsonObject>
#include <functional>
#include <memory>

namespace meterdesk::cli {

/// What a command has to say: one JSON document, or text for people.
struct Answer {
    QJsonObject json;
    QString text;
    int exitStatus = 0;
};

/// A password or passphrase from the environment, which forgets it: what the program starts later doesn't inherit it.
QString takeSecret(const char* variable);

/// The global options, and the office opened from them when an action first asks for it.
class Context {
public:
    std::string data, database, reader, as;
    bool json = false;
    QJsonObject besides; // of an answer that is an error: what else its JSON tells

    QString dataFolder() const;
    Result<Office*> office();
    /// Signed in by --as and METERDESK_PASSWORD (NotSignedIn where it is missing); the demo office signs `demo` in by
    /// itself.
    Result<StaffSession*> session();
    /// Office, session and reader together: KeysLocked where the keys are, NoReader or ReaderUnknown where it isn't
    /// there.
    Result<CardDesk*> desk();
    /// A second person's session by name, with METERDESK_SECOND_PASSWORD: SecondPersonMissing where there is none.
    Result<StaffSession> second(const QString& name);
    /// Prints progress for people (nothing with --json).
    void progress(const QString& line) const;

private:
    std::unique_ptr<Office> m_office;
    StaffSession m_session;
    bool m_signedIn = false;
    std::unique_ptr<CardDesk> m_desk;
};

using Action = std::function<Result<Answer>(Context&)>;

/// Collects the commands; after parsing, `chosen` is the one that was typed.
struct Commands {
    CLI::App& app;
    Action chosen;
    bool needsGui = false; // paints (PDF): a QGuiApplication is made

    /// Adds `noun verb` (verb may be empty) whose values live in a shared struct captured by `action`.
    CLI::App* add(CLI::App* parent, const std::string& name, const std::string& help, Action action);
};

void addSetup(Commands& commands);
void addKeys(Commands& commands);
void addImport(Commands& commands);
void addReaders(Commands& commands);
void addCard(Commands& commands);
void addTopUp(Commands& commands);
void addOrders(Commands& commands);
void addMeter(Commands& commands);
void addSettings(Commands& commands);
void addLayout(Commands& commands);
void addStaff(Commands& commands);
void addSimulator(Commands& commands);
void addDemo(Commands& commands);

/// Answers in pieces that several nouns share.
QJsonObject orderJson(const CreditOrder& order, const Meter& meter);
QString orderText(const CreditOrder& order, const Meter& meter);
Result<Meter> meterOf(Context& context, Id meterId);
/// Tells people what was settled beside the answer, and the JSON of an answer that is an error ("settled").
void tellSettled(Context& context, const Settled& settled);
/// Whether a receipt can be written there, asked before anything is sold or counted.
Status mayWrite(const std::string& path);
/// Says too where the card isn't fit for its meter yet ("unfinished", see Sent).
Answer withUnfinished(Answer answer, bool unfinished, bool takenBack = false);
/// Where this meter (or its card) and the books disagree, for a person to look at.
Status addCases(Context& context, const Meter& meter, QJsonArray& array, QString& text);
/// {"code", "message", "next"}
QJsonObject errorJson(const Error& error);
QString tr(const char* text);

} // namespace meterdesk::cli
