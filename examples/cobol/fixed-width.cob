      *> Downloads a month of call detail records into a file of
      *> fixed-width records, the input of a billing run. The same
      *> records as examples/c/fixed_width.c, byte for byte.
      *>
      *>     cobc -x -fstatic-call -I /usr/local/include
      *>          fixed-width.cob -lcallrec
      *>     ./fixed-width 2026-09 cdrs.dat
      *>
      *> Reads CALLREC_IPASS_PORTAL_URL (optional), _USERNAME,
      *> _PASSWORD and _COMPANY from the environment.
      *>
      *> RETURN-CODE 0: the month came whole, every record could be
      *> read and every field fitted. The file has its name only then:
      *> a month with records missing must not be billed as a whole
      *> one. Until then it is FILE.<process>.partial: two runs at
      *> once do not write into one another. 1: not so, and SYSERR
      *> has a line that says why. 2: misuse.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. FIXED-WIDTH.

       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT CDR-FILE ASSIGN TO WS-PARTIAL
               ORGANIZATION IS SEQUENTIAL
               FILE STATUS IS WS-FILE-STATUS.

       DATA DIVISION.
       FILE SECTION.
       FD  CDR-FILE.
       01  CDR-RECORD               PIC X(121).

       WORKING-STORAGE SECTION.
       COPY "callrec.cpy".

      *> The record of the file: 120 bytes and a line feed. The sign
      *> of the amount stands before its digits, the point is implied.
       01  WS-RECORD.
           05  WS-TRANSACTION-ID    PIC X(24).
           05  WS-LOGIN             PIC X(32).
           05  WS-STAMP.
               10  WS-YEAR          PIC 9(4).
               10  WS-MONTH         PIC 9(2).
               10  WS-DAY           PIC 9(2).
               10  WS-HOUR          PIC 9(2).
               10  WS-MINUTE        PIC 9(2).
               10  WS-SECOND        PIC 9(2).
           05  WS-SECONDS           PIC 9(10).
           05  WS-AMOUNT            PIC S9(10)V9(6)
                                    SIGN LEADING SEPARATE.
           05  WS-SERVICE           PIC X(23).
           05  WS-LINE-FEED         PIC X VALUE X"0A".

      *> What the library gave: handles, to be handed back and never
      *> to be looked into; and the address of the row on loan.
       01  WS-PORTAL                POINTER VALUE NULL.
       01  WS-READER                POINTER VALUE NULL.
       01  WS-ERROR                 POINTER VALUE NULL.
       01  WS-LENT                  POINTER VALUE NULL.
       01  WS-STATUS                BINARY-LONG SIGNED VALUE 0.
       01  WS-ASIDE-STATUS          BINARY-LONG SIGNED VALUE 0.

      *> An amount is an integer of millionths: 8 bytes of binary
      *> with six places implied, which COBOL has a picture for.
       01  WS-MILLIONTHS            PIC S9(12)V9(6) COMP-5.

      *> A date and time of day that the library fills.
       01  WS-CIVIL.
           05  WS-CIVIL-YEAR        BINARY-LONG SIGNED.
           05  WS-CIVIL-MONTH       BINARY-LONG SIGNED.
           05  WS-CIVIL-DAY         BINARY-LONG SIGNED.
           05  WS-CIVIL-HOUR        BINARY-LONG SIGNED.
           05  WS-CIVIL-MINUTE      BINARY-LONG SIGNED.
           05  WS-CIVIL-SECOND      BINARY-LONG SIGNED.
           05  WS-CIVIL-MICROSECOND BINARY-LONG SIGNED.

      *> Text on loan: read only its first so many bytes.
       01  WS-TEXT                  PIC X(65536) BASED.

       01  WS-ARGUMENT-MONTH        PIC X(64).
       01  WS-ARGUMENT-FILE         PIC X(1000).
       01  WS-PARTIAL               PIC X(1024).
       01  WS-PROCESS               BINARY-LONG SIGNED.
       01  WS-FILE-STATUS           PIC X(2).
       01  WS-ARGUMENTS             PIC 9(4).

       01  WS-URL                   PIC X(1024).
       01  WS-USERNAME              PIC X(256).
       01  WS-PASSWORD              PIC X(256).
       01  WS-COMPANY               PIC X(256).
       01  WS-COMPANY-LENGTH        BINARY-DOUBLE UNSIGNED.
       01  WS-MONTH-LENGTH          BINARY-DOUBLE UNSIGNED.
       01  WS-SIZE                  BINARY-DOUBLE UNSIGNED.

       01  WS-FITS                  PIC X.
           88  EVERY-FIELD-FITS     VALUE "Y".
       01  WS-NULL-BITS             BINARY-DOUBLE UNSIGNED.
       01  WS-COUNT                 PIC 9(10) VALUE 0.
       01  WS-ODD                   PIC 9(10) VALUE 0.
       01  WS-MISSING               PIC 9(10) VALUE 0.
       01  WS-SHOWN                 PIC Z(9)9.

       PROCEDURE DIVISION.
       MAIN-LINE.
           PERFORM TAKE-ARGUMENTS
           OPEN OUTPUT CDR-FILE
           PERFORM CHECK-FILE
           PERFORM OPEN-MONTH
           IF WS-STATUS = CALLREC-OK
               PERFORM NEXT-RECORD
               PERFORM UNTIL WS-STATUS NOT = CALLREC-OK
                   PERFORM PUT-RECORD
                   PERFORM NEXT-RECORD
               END-PERFORM
           END-IF
           PERFORM TELL-ASIDE
           CLOSE CDR-FILE
           PERFORM CHECK-FILE
      *>   Only CALLREC-END says that the month came whole.
           IF WS-STATUS NOT = CALLREC-END
               PERFORM SAY-ERROR
               PERFORM GIVE-UP
           END-IF
           IF WS-ODD > 0 OR WS-MISSING > 0
               PERFORM GIVE-UP
           END-IF
      *>   On disk before it has its name: a machine that stops then
      *>   leaves the old file, or the whole new one.
           CALL "sync" RETURNING OMITTED
           CALL "CBL_RENAME_FILE" USING WS-PARTIAL WS-ARGUMENT-FILE
           IF RETURN-CODE NOT = 0
               DISPLAY "fixed-width: cannot rename to "
                   FUNCTION TRIM(WS-ARGUMENT-FILE) UPON SYSERR
               PERFORM GIVE-UP
           END-IF
           PERFORM RELEASE-ALL
           MOVE WS-COUNT TO WS-SHOWN
           DISPLAY FUNCTION TRIM(WS-SHOWN) " records" UPON SYSERR
           MOVE 0 TO RETURN-CODE
           STOP RUN.

       TAKE-ARGUMENTS.
           ACCEPT WS-ARGUMENTS FROM ARGUMENT-NUMBER
           IF WS-ARGUMENTS NOT = 2
               DISPLAY "usage: fixed-width YYYY-MM FILE" UPON SYSERR
               MOVE 2 TO RETURN-CODE
               STOP RUN
           END-IF
           ACCEPT WS-ARGUMENT-MONTH FROM ARGUMENT-VALUE
           ACCEPT WS-ARGUMENT-FILE FROM ARGUMENT-VALUE
           CALL "getpid" RETURNING WS-PROCESS
           MOVE WS-PROCESS TO WS-SHOWN
           STRING FUNCTION TRIM(WS-ARGUMENT-FILE) "."
               FUNCTION TRIM(WS-SHOWN) ".partial"
               DELIMITED BY SIZE INTO WS-PARTIAL
           ACCEPT WS-URL
               FROM ENVIRONMENT "CALLREC_IPASS_PORTAL_URL"
           ACCEPT WS-USERNAME
               FROM ENVIRONMENT "CALLREC_IPASS_PORTAL_USERNAME"
           ACCEPT WS-PASSWORD
               FROM ENVIRONMENT "CALLREC_IPASS_PORTAL_PASSWORD"
           ACCEPT WS-COMPANY
               FROM ENVIRONMENT "CALLREC_IPASS_PORTAL_COMPANY".

      *> Text goes in as address and length. After the init every
      *> text is "not set", so what is blank is left as it is.
      *>
      *> Every 64-bit number BY VALUE needs SIZE 8: without it
      *> GnuCOBOL passes the lower 32 bits. A POINTER needs nothing.
       OPEN-MONTH.
           ALLOCATE CALLREC-IPASS-PORTAL-OPTIONS
           MOVE LENGTH OF CALLREC-IPASS-PORTAL-OPTIONS TO WS-SIZE
           CALL "callrec_ipass_portal_options_init" USING
               BY REFERENCE CALLREC-IPASS-PORTAL-OPTIONS
               BY VALUE SIZE 8 WS-SIZE
               BY REFERENCE WS-ERROR
               RETURNING WS-STATUS
           IF WS-URL NOT = SPACES
               SET CR-IPASS-PORTAL-OPTIONS-BASE-URL
                   TO ADDRESS OF WS-URL
               MOVE FUNCTION STORED-CHAR-LENGTH(WS-URL)
                   TO CR-IPASS-PORTAL-OPTIONS-BASE-URL-LENGTH
           END-IF
           IF WS-USERNAME NOT = SPACES
               SET CR-IPASS-PORTAL-OPTIONS-USERNAME
                   TO ADDRESS OF WS-USERNAME
               MOVE FUNCTION STORED-CHAR-LENGTH(WS-USERNAME)
                   TO CR-IPASS-PORTAL-OPTIONS-USERNAME-LENGTH
           END-IF
           IF WS-PASSWORD NOT = SPACES
               SET CR-IPASS-PORTAL-OPTIONS-PASSWORD
                   TO ADDRESS OF WS-PASSWORD
               MOVE FUNCTION STORED-CHAR-LENGTH(WS-PASSWORD)
                   TO CR-IPASS-PORTAL-OPTIONS-PASSWORD-LENGTH
           END-IF
           IF WS-STATUS = CALLREC-OK
               CALL "callrec_ipass_portal_new" USING
                   BY REFERENCE CALLREC-IPASS-PORTAL-OPTIONS
                   BY REFERENCE WS-PORTAL
                   BY REFERENCE WS-ERROR
                   RETURNING WS-STATUS
           END-IF
      *>   The portal has copied what it needs.
           MOVE LOW-VALUES TO WS-PASSWORD
           FREE CALLREC-IPASS-PORTAL-OPTIONS
           MOVE FUNCTION STORED-CHAR-LENGTH(WS-COMPANY)
               TO WS-COMPANY-LENGTH
           MOVE FUNCTION STORED-CHAR-LENGTH(WS-ARGUMENT-MONTH)
               TO WS-MONTH-LENGTH
           IF WS-STATUS = CALLREC-OK
               CALL "callrec_ipass_portal_monthly_cdr" USING
                   BY VALUE WS-PORTAL
                   BY REFERENCE WS-COMPANY
                   BY VALUE SIZE 8 WS-COMPANY-LENGTH
                   BY REFERENCE WS-ARGUMENT-MONTH
                   BY VALUE SIZE 8 WS-MONTH-LENGTH
                   BY REFERENCE WS-READER
                   BY REFERENCE WS-ERROR
                   RETURNING WS-STATUS
           END-IF.

      *> The row is the library's: it is lent until the next call.
       NEXT-RECORD.
           CALL "callrec_reader_next_cdr" USING
               BY VALUE WS-READER
               BY REFERENCE WS-LENT
               BY REFERENCE WS-ERROR
               RETURNING WS-STATUS
           IF WS-STATUS = CALLREC-OK
               SET ADDRESS OF CALLREC-IPASS-CDR TO WS-LENT
           END-IF.

      *> Nothing is cut or rounded: a row that does not fit is told.
       PUT-RECORD.
           SET EVERY-FIELD-FITS TO TRUE
           PERFORM MOVE-TEXTS
           PERFORM MOVE-NUMBERS
           IF EVERY-FIELD-FITS
               WRITE CDR-RECORD FROM WS-RECORD
               PERFORM CHECK-FILE
               ADD 1 TO WS-COUNT
           ELSE
               MOVE CR-IPASS-CDR-LINE TO WS-SHOWN
               DISPLAY "fixed-width: line "
                   FUNCTION TRIM(WS-SHOWN)
                   " of the report does not fit" UPON SYSERR
               ADD 1 TO WS-ODD
           END-IF.

      *> What could not be read was set aside: who does not ask for
      *> it bills without it. Told is where and why; the bytes of the
      *> record are left out, they may hold anything.
       TELL-ASIDE.
           PERFORM NEXT-ASIDE
           PERFORM UNTIL WS-ASIDE-STATUS NOT = CALLREC-OK
               MOVE CR-QUARANTINED-LINE TO WS-SHOWN
               DISPLAY "fixed-width: line " FUNCTION TRIM(WS-SHOWN)
                   UPON SYSERR WITH NO ADVANCING
               IF CR-QUARANTINED-COLUMN-LENGTH > 0
                   SET ADDRESS OF WS-TEXT
                       TO CR-QUARANTINED-COLUMN-DATA
                   DISPLAY ", column "
                       WS-TEXT(1:CR-QUARANTINED-COLUMN-LENGTH)
                       UPON SYSERR WITH NO ADVANCING
               END-IF
               SET ADDRESS OF WS-TEXT TO CR-QUARANTINED-REASON-DATA
               DISPLAY ": " WS-TEXT(1:CR-QUARANTINED-REASON-LENGTH)
                   UPON SYSERR
               ADD 1 TO WS-MISSING
               PERFORM NEXT-ASIDE
           END-PERFORM.

       NEXT-ASIDE.
           CALL "callrec_reader_quarantined_next" USING
               BY VALUE WS-READER
               BY REFERENCE WS-LENT
               BY REFERENCE OMITTED
               RETURNING WS-ASIDE-STATUS
           IF WS-ASIDE-STATUS = CALLREC-OK
               SET ADDRESS OF CALLREC-QUARANTINED TO WS-LENT
           END-IF.

       MOVE-TEXTS.
           MOVE SPACES TO WS-TRANSACTION-ID WS-LOGIN WS-SERVICE
           IF CR-IPASS-CDR-TRANSACTION-ID-LENGTH
                   > LENGTH OF WS-TRANSACTION-ID
               OR CR-IPASS-CDR-USER-ID-LENGTH > LENGTH OF WS-LOGIN
               OR CR-IPASS-CDR-SERVICE-TYPE-LENGTH
                   > LENGTH OF WS-SERVICE
               MOVE "N" TO WS-FITS
               EXIT PARAGRAPH
           END-IF
      *>   A text without a value, and an empty one, has length 0.
           IF CR-IPASS-CDR-TRANSACTION-ID-LENGTH > 0
               SET ADDRESS OF WS-TEXT
                   TO CR-IPASS-CDR-TRANSACTION-ID-DATA
               MOVE WS-TEXT(1:CR-IPASS-CDR-TRANSACTION-ID-LENGTH)
                   TO WS-TRANSACTION-ID
           END-IF
           IF CR-IPASS-CDR-USER-ID-LENGTH > 0
               SET ADDRESS OF WS-TEXT TO CR-IPASS-CDR-USER-ID-DATA
               MOVE WS-TEXT(1:CR-IPASS-CDR-USER-ID-LENGTH)
                   TO WS-LOGIN
           END-IF
           IF CR-IPASS-CDR-SERVICE-TYPE-LENGTH > 0
               SET ADDRESS OF WS-TEXT
                   TO CR-IPASS-CDR-SERVICE-TYPE-DATA
               MOVE WS-TEXT(1:CR-IPASS-CDR-SERVICE-TYPE-LENGTH)
                   TO WS-SERVICE
           END-IF.

      *> A number without a value is 0; of the time, which 0 would
      *> make the year 1970, the null bit is asked.
       MOVE-NUMBERS.
           MOVE ALL "0" TO WS-STAMP
           COMPUTE WS-NULL-BITS =
               CR-IPASS-CDR-NULLS / 2 ** CALLREC-IPASS-CDR-GMT-TIME
           IF FUNCTION MOD(WS-NULL-BITS, 2) = 0
               PERFORM MOVE-STAMP
           END-IF
           IF CR-IPASS-CDR-SESSION-LENGTH-S < 0
               MOVE "N" TO WS-FITS
           END-IF
           COMPUTE WS-SECONDS = CR-IPASS-CDR-SESSION-LENGTH-S
               ON SIZE ERROR MOVE "N" TO WS-FITS
           END-COMPUTE
           CALL "callrec_decimal_int64" USING
               BY REFERENCE CR-IPASS-CDR-NET-BILLING-AMOUNT
               BY REFERENCE WS-MILLIONTHS
               RETURNING WS-STATUS
           IF WS-STATUS NOT = CALLREC-OK
               MOVE "N" TO WS-FITS
           END-IF
           COMPUTE WS-AMOUNT = WS-MILLIONTHS
               ON SIZE ERROR MOVE "N" TO WS-FITS
           END-COMPUTE.

       MOVE-STAMP.
           CALL "callrec_time_civil" USING
               BY VALUE SIZE 8 CR-IPASS-CDR-GMT-TIME
               BY REFERENCE WS-CIVIL
               BY REFERENCE OMITTED
               RETURNING WS-STATUS
           IF WS-STATUS NOT = CALLREC-OK
               OR WS-CIVIL-YEAR < 0
               MOVE "N" TO WS-FITS
               EXIT PARAGRAPH
           END-IF
           MOVE WS-CIVIL-YEAR   TO WS-YEAR
           MOVE WS-CIVIL-MONTH  TO WS-MONTH
           MOVE WS-CIVIL-DAY    TO WS-DAY
           MOVE WS-CIVIL-HOUR   TO WS-HOUR
           MOVE WS-CIVIL-MINUTE TO WS-MINUTE
           MOVE WS-CIVIL-SECOND TO WS-SECOND.

      *> One line: system, operation, what happened, what to do.
       SAY-ERROR.
           CALL "callrec_error_get_details" USING
               BY VALUE WS-ERROR
               BY REFERENCE WS-LENT
               RETURNING WS-STATUS
           IF WS-STATUS = CALLREC-OK
               SET ADDRESS OF CALLREC-ERROR-DETAILS TO WS-LENT
               SET ADDRESS OF WS-TEXT
                   TO CR-ERROR-DETAILS-MESSAGE-DATA
               DISPLAY "fixed-width: "
                   WS-TEXT(1:CR-ERROR-DETAILS-MESSAGE-LENGTH)
                   UPON SYSERR
           END-IF.

       CHECK-FILE.
           IF WS-FILE-STATUS NOT = "00"
               DISPLAY "fixed-width: " FUNCTION TRIM(WS-PARTIAL)
                   ": file status " WS-FILE-STATUS UPON SYSERR
               PERFORM GIVE-UP
           END-IF.

       GIVE-UP.
           CALL "CBL_DELETE_FILE" USING WS-PARTIAL
           IF WS-MISSING > 0
               MOVE WS-MISSING TO WS-SHOWN
               DISPLAY "fixed-width: " FUNCTION TRIM(WS-SHOWN)
                   " records were set aside: no file was written; have"
                   " the provider mend the lines named above, and run"
                   " it again" UPON SYSERR
           END-IF
           PERFORM RELEASE-ALL
           MOVE 1 TO RETURN-CODE
           STOP RUN.

      *> Each object has its free, which takes NULL and never fails.
       RELEASE-ALL.
           CALL "callrec_reader_free" USING
               BY VALUE WS-READER RETURNING OMITTED
           CALL "callrec_ipass_portal_free" USING
               BY VALUE WS-PORTAL RETURNING OMITTED
           CALL "callrec_error_free" USING
               BY VALUE WS-ERROR RETURNING OMITTED.

       END PROGRAM FIXED-WIDTH.
