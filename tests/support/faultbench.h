// One office that can be put back to any moment of its life, as a power cut or a killed program leaves it: books as
// they lie on the disk, card, meter. For tests that try a sale with every fault and look what comes of it.
#pragma once

#include "tests/support/tempoffice.h"

#include <QJsonObject>

namespace meterdesk::test {

/// Where the program dies in a sale.
enum class Kill { None, BeforeBegin, AfterBegin, BeforeClose };
QString killName(Kill kill);

/// In which order office and meter see the card afterwards.
enum class SeenFirst { Desk, Meter };

/// What lies on the disk and in the resident's hands at one moment.
struct Moment {
    QByteArray books, log; // the database and what is not merged into it yet
    QJsonObject card;
    simulator::MeterState meter;
    TimeMs now = 0;
};

/// A sale that was tried with a fault, and the moments that a kill could have left.
struct Tried {
    Result<CreditOrder> answer = fail(ErrorCode::NotFound);
    std::optional<Moment> booking, writing, ended;
    std::optional<CreditOrder> order; // the newest in the books
    /// What is left where the program was killed there; nothing where it never came so far.
    std::optional<Moment> left(Kill kill) const;
    /// Tells moments apart that the office has to settle differently.
    QByteArray key(Kill kill) const;
};

class FaultBench {
public:
    /// A meter and its card by `layout`, shipped or a maker's: one sale delivered, loaded and reported back.
    explicit FaultBench(const QString& layout);

    static QStringList layoutIds();
    const QString& layoutId() const { return m_layout; }
    QString family() const;
    /// Commands of a sale in which nothing goes wrong: before it is booked, and in all.
    struct Apdus {
        int toBook = 0, all = 0;
    };
    Apdus apdusOfSale();
    bool isPurse() const;

    /// The office as it was when the bench was set up.
    void restart();
    /// A sale with these faults; the moments are kept. Swapped lays another resident's card there, RestoredCopy an
    /// earlier copy of this one.
    Tried sell(QList<simulator::Fault> faults);
    /// Whether what the program said in `tried` fits what it wrote down; empty, or what is wrong.
    static QString saidTruly(const Tried& tried);
    /// Settles what `moment` left, the way an office does, and has the meter take what there is. Empty when every fen
    /// and every unit is where it must be; otherwise what is wrong. `giveBack`: what wasn't delivered is given back
    /// instead of sent again.
    QString finish(const Moment& moment, SeenFirst first, bool giveBack, bool copyRestored = false);

    TempOffice office{2};

private:
    Moment moment();
    void restore(const Moment& moment);
    void present();
    Result<CreditOrder> topUp(const SaleProgress& progress = {});
    std::optional<CreditOrder> newest();
    QString settleAtDesk(bool giveBack);
    QString sellAgain();
    QString giveBackOrSendAgain(const CreditOrder& order, bool giveBack);
    bool triesUsed() const; // of an SLE4442: it takes no code any more, and must be replaced
    QString check(bool copyRestored);
    QString checkBooks();
    std::shared_ptr<simulator::VirtualCard> fresh(const QString& id);

    QString m_layout, m_number;
    SaleAsked m_asked;
    QJsonObject m_other, m_copy; // another card of the books, an earlier copy of ours
    std::shared_ptr<simulator::VirtualCard> m_otherCard, m_card;
    Moment m_start;
    qint64 m_startCount = 0;
};

} // namespace meterdesk::test
