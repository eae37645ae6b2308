#include "ui/common/officethread.h"

namespace meterdesk {

Result<Office*> OfficeOnThread::office() {
    if (!m_office) {
        MD_GET(opened, Office::open(m_options));
        m_office = std::move(opened);
    }
    return m_office.get();
}

Result<StaffSession*> OfficeOnThread::session() {
    if (!m_session.signedIn())
        return fail(ErrorCode::NotSignedIn);
    return &m_session;
}

Result<StaffSession> OfficeOnThread::signIn(const QString& name, const QString& password) {
    MD_GET(opened, office());
    MD_GET(who, opened->signIn(name, password));
    m_session = who;
    return who;
}

Status OfficeOnThread::unlock(const QString& passphrase) {
    MD_GET(opened, office());
    return opened->unlock(passphrase);
}

void OfficeOnThread::signOut() {
    m_desk.reset();
    m_session = {};
}

Result<CardDesk*> OfficeOnThread::desk() {
    if (!m_desk) {
        MD_GET(opened, office());
        MD_GET(who, session());
        MD_GET(keys, opened->requireKeys());
        MD_GET(reader, opened->reader());
        m_desk = std::make_unique<CardDesk>(opened->store(), *who, *reader, opened->layouts(), keys);
    }
    return m_desk.get();
}

OfficeThread::OfficeThread(const OfficeOptions& options, QObject* parent)
    : QObject(parent), m_worker(new QObject), m_office(std::make_unique<OfficeOnThread>(options)) {
    m_worker->moveToThread(&m_thread);
    // SQLite's connection belongs to the thread that opened it, so it is closed there too.
    connect(
        &m_thread, &QThread::finished, m_worker, [this] { m_office.reset(); }, Qt::DirectConnection);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

OfficeThread::~OfficeThread() {
    m_thread.quit();
    m_thread.wait();
}

void OfficeThread::setPending(int pending) {
    m_pending = pending;
    Q_EMIT pendingChanged(pending);
}

} // namespace meterdesk
