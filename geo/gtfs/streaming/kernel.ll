; Kernels of kernel.py in LLVM's intermediate code. Made by tools/kernels.py: not to be edited.
; made from kernel.py, SHA-256 a24f4e1cfd22eba003a37c71abfa75db07fcedbbf177c8932361f655e8cc7d33
; by Python 3.11, Numba 0.68.1, llvmlite 0.50.0
define internal fastcc void @read_calls.16(ptr noalias nonnull writeonly %retptr, ptr readonly %arg.text, i64 range(i64 -9223372036854775807, -9223372036854775808) %arg.begin, i64 range(i64 -9223372036854775807, -9223372036854775808) %arg.end, i64 %arg.slots, ptr %arg.ids, ptr %arg.starts, ptr %arg.hashes, ptr %arg.places, ptr %arg.counts) {
entry:
  %.32 = getelementptr i8, ptr %arg.counts, i64 24
  %.33 = load i64, ptr %.32, align 8
  %.75 = sub i64 %arg.end, %arg.begin
  %storemerge = tail call i64 @llvm.smax.i64(i64 %.75, i64 0)
  %.120159.not = icmp slt i64 %.75, 1
  br i1 %.120159.not, label %B96, label %B52.if

B96:                                              ; preds = %B52.if, %entry
  %mark.0.lcssa = phi i64 [ %.33, %entry ], [ %.170, %B52.if ]
  %.179 = ashr i64 %mark.0.lcssa, 31
  %.181 = xor i64 %.179, %mark.0.lcssa
  %.188 = add nsw i64 %arg.slots, -1
  %.190 = and i64 %.181, %.188
  %.199 = getelementptr i32, ptr %arg.places, i64 %.190
  %.200 = load i32, ptr %.199, align 4
  %.202 = icmp sgt i32 %.200, -1
  br i1 %.202, label %B156.preheader, label %B548

B156.preheader:                                   ; preds = %B96
  %.246 = icmp slt i64 %arg.begin, %arg.end
  %.250 = getelementptr i8, ptr %arg.text, i64 %arg.begin
  %0 = add nsw i64 %arg.end, -1
  br label %B156

B156:                                             ; preds = %B156.preheader, %B524
  %.210 = phi i32 [ %.376, %B524 ], [ %.200, %B156.preheader ]
  %place.0 = phi i64 [ %.337, %B524 ], [ %.190, %B156.preheader ]
  %tried.0 = phi i64 [ %.341, %B524 ], [ 0, %B156.preheader ]
  %.211 = zext nneg i32 %.210 to i64
  %.217 = getelementptr i64, ptr %arg.starts, i64 %.211
  %.218 = load i64, ptr %.217, align 8
  %.224 = getelementptr i64, ptr %arg.hashes, i64 %.211
  %.225 = load i64, ptr %.224, align 8
  %.227 = icmp eq i64 %.225, %.181
  br i1 %.227, label %B238, label %B430

B238:                                             ; preds = %B156
  %.232 = getelementptr i8, ptr %.217, i64 8
  %.233 = load i64, ptr %.232, align 8
  %.235 = sub nsw i64 %.233, %.218
  %.239 = icmp eq i64 %.235, %.75
  br i1 %.239, label %B280, label %B430

B280:                                             ; preds = %B238
  br i1 %.246, label %B296, label %B414

B296:                                             ; preds = %B280
  %.251 = load i8, ptr %.250, align 1
  %.258 = getelementptr i8, ptr %arg.ids, i64 %.218
  %.259 = load i8, ptr %.258, align 1
  %.260 = icmp eq i8 %.251, %.259
  br i1 %.260, label %B344.preheader, label %B414

B344.preheader:                                   ; preds = %B296
  %.279 = sub i64 %.218, %arg.begin
  %1 = getelementptr i8, ptr %arg.ids, i64 %.279
  br label %B344

B344:                                             ; preds = %B344.preheader, %B366
  %at.5 = phi i64 [ %.266, %B366 ], [ %arg.begin, %B344.preheader ]
  %exitcond.not = icmp eq i64 %at.5, %0
  br i1 %exitcond.not, label %common.ret, label %B366

B366:                                             ; preds = %B344
  %.266 = add nsw i64 %at.5, 1
  %.275 = getelementptr i8, ptr %arg.text, i64 %.266
  %.276 = load i8, ptr %.275, align 1
  %.283 = getelementptr i8, ptr %1, i64 %.266
  %.284 = load i8, ptr %.283, align 1
  %.285 = icmp eq i8 %.276, %.284
  br i1 %.285, label %B344, label %B414

B414:                                             ; preds = %B366, %B296, %B280
  %at.4 = phi i64 [ %arg.begin, %B296 ], [ %arg.begin, %B280 ], [ %.266, %B366 ]
  %.296 = icmp eq i64 %at.4, %arg.end
  br i1 %.296, label %common.ret, label %B430

common.ret:                                       ; preds = %B430, %B414, %B344, %B652
  %.391.sink = phi i64 [ %.391, %B652 ], [ %.211, %B344 ], [ -2, %B430 ], [ %.211, %B414 ]
  store i64 %.391.sink, ptr %retptr, align 8
  ret void

B430:                                             ; preds = %B414, %B238, %B156
  %exitcond168 = icmp eq i64 %tried.0, 500
  br i1 %exitcond168, label %common.ret, label %B524

B524:                                             ; preds = %B430
  %.341 = add nuw nsw i64 %tried.0, 1
  %.334 = add nsw i64 %place.0, 1
  %.337 = and i64 %.334, %.188
  %.375 = getelementptr i32, ptr %arg.places, i64 %.337
  %.376 = load i32, ptr %.375, align 4
  %.378 = icmp sgt i32 %.376, -1
  br i1 %.378, label %B156, label %B548

B548:                                             ; preds = %B524, %B96
  %place.1 = phi i64 [ %.190, %B96 ], [ %.337, %B524 ]
  %.390 = getelementptr i8, ptr %arg.counts, i64 8
  %.391 = load i64, ptr %.390, align 8
  %.397 = getelementptr i64, ptr %arg.starts, i64 %.391
  %.398 = load i64, ptr %.397, align 8
  br i1 %.120159.not, label %B652, label %B612.if.lr.ph

B612.if.lr.ph:                                    ; preds = %B548
  %.528 = sub i64 %.398, %arg.begin
  %2 = getelementptr i8, ptr %arg.ids, i64 %.528
  br label %B612.if

B652:                                             ; preds = %B612.if, %B548
  %.553 = add i64 %.398, %.75
  %.557 = add nsw i64 %.391, 1
  %.559 = getelementptr i64, ptr %arg.starts, i64 %.557
  store i64 %.553, ptr %.559, align 8
  %.566 = getelementptr i64, ptr %arg.hashes, i64 %.391
  store i64 %.181, ptr %.566, align 8
  %.575 = trunc i64 %.391 to i32
  %.576 = getelementptr i32, ptr %arg.places, i64 %place.1
  store i32 %.575, ptr %.576, align 4
  store i64 %.557, ptr %.390, align 8
  br label %common.ret

B52.if:                                           ; preds = %entry, %B52.if
  %mark.0162 = phi i64 [ %.170, %B52.if ], [ %.33, %entry ]
  %.65.0161 = phi i64 [ %.129, %B52.if ], [ %storemerge, %entry ]
  %.62.0160 = phi i64 [ %.133, %B52.if ], [ %arg.begin, %entry ]
  %.129 = add nsw i64 %.65.0161, -1
  %.133 = add i64 %.62.0160, 1
  %.163 = getelementptr i8, ptr %arg.text, i64 %.62.0160
  %.164 = load i8, ptr %.163, align 1
  %.168 = zext i8 %.164 to i64
  %.169 = xor i64 %mark.0162, %.168
  %.170 = mul nsw i64 %.169, 1099511628211
  %.120 = icmp ugt i64 %.65.0161, 1
  br i1 %.120, label %B52.if, label %B96

B612.if:                                          ; preds = %B612.if.lr.ph, %B612.if
  %.429.0165 = phi i64 [ %storemerge, %B612.if.lr.ph ], [ %.491, %B612.if ]
  %.426.0164 = phi i64 [ %arg.begin, %B612.if.lr.ph ], [ %.495, %B612.if ]
  %.491 = add nsw i64 %.429.0165, -1
  %.495 = add i64 %.426.0164, 1
  %.524 = getelementptr i8, ptr %arg.text, i64 %.426.0164
  %.525 = load i8, ptr %.524, align 1
  %.534 = getelementptr i8, ptr %2, i64 %.426.0164
  store i8 %.525, ptr %.534, align 1
  %.482 = icmp sgt i64 %.429.0165, 1
  br i1 %.482, label %B612.if, label %B652
}

define internal fastcc void @read_calls.17(ptr noalias nonnull writeonly %retptr, ptr readonly %arg.text, i64 range(i64 -9223372036854775807, -9223372036854775808) %arg.begin, i64 range(i64 -9223372036854775807, -9223372036854775808) %arg.end) {
entry:
  %.19 = icmp slt i64 %arg.begin, %arg.end
  br i1 %.19, label %B20, label %B110

B20:                                              ; preds = %entry
  %.23 = getelementptr i8, ptr %arg.text, i64 %arg.begin
  %.24 = load i8, ptr %.23, align 1
  %.26.not = icmp eq i8 %.24, 58
  br i1 %.26.not, label %B110, label %B54.preheader

B54.preheader:                                    ; preds = %B20
  %0 = add nsw i64 %arg.end, -1
  br label %B54

B54:                                              ; preds = %B54.preheader, %B76
  %colon.1 = phi i64 [ %.32, %B76 ], [ %arg.begin, %B54.preheader ]
  %exitcond.not = icmp eq i64 %colon.1, %0
  br i1 %exitcond.not, label %B110, label %B76

B76:                                              ; preds = %B54
  %.32 = add nsw i64 %colon.1, 1
  %.41 = getelementptr i8, ptr %arg.text, i64 %.32
  %.42 = load i8, ptr %.41, align 1
  %.44.not = icmp eq i8 %.42, 58
  br i1 %.44.not, label %B110, label %B54

B110:                                             ; preds = %B76, %B54, %B20, %entry
  %colon.0 = phi i64 [ %arg.begin, %B20 ], [ %arg.begin, %entry ], [ %arg.end, %B54 ], [ %.32, %B76 ]
  %.52 = add nsw i64 %colon.0, 1
  %.58 = icmp slt i64 %.52, %arg.end
  br i1 %.58, label %B132, label %B222

B132:                                             ; preds = %B110
  %.62 = getelementptr i8, ptr %arg.text, i64 %.52
  %.63 = load i8, ptr %.62, align 1
  %.65.not = icmp eq i8 %.63, 58
  br i1 %.65.not, label %B222, label %B166.preheader

B166.preheader:                                   ; preds = %B132
  %1 = add nsw i64 %arg.end, -1
  br label %B166

B166:                                             ; preds = %B166.preheader, %B188
  %second.1 = phi i64 [ %.71, %B188 ], [ %.52, %B166.preheader ]
  %exitcond107.not = icmp eq i64 %second.1, %1
  br i1 %exitcond107.not, label %B222, label %B188

B188:                                             ; preds = %B166
  %.71 = add nsw i64 %second.1, 1
  %.80 = getelementptr i8, ptr %arg.text, i64 %.71
  %.81 = load i8, ptr %.80, align 1
  %.83.not = icmp eq i8 %.81, 58
  br i1 %.83.not, label %B222, label %B166

B222:                                             ; preds = %B188, %B166, %B132, %B110
  %second.0 = phi i64 [ %.52, %B132 ], [ %.52, %B110 ], [ %arg.end, %B166 ], [ %.71, %B188 ]
  %.15.i = sub nsw i64 %colon.0, %arg.begin
  %.16.i = icmp slt i64 %.15.i, 10
  %.20.not.i = icmp sgt i64 %colon.0, %arg.begin
  %or.cond.i = and i1 %.20.not.i, %.16.i
  br i1 %or.cond.i, label %B136.if.i, label %read_calls.18.exit

B252.i:                                           ; preds = %B136.if.i
  %.165.i = zext nneg i8 %.164.i to i64
  %.133.i = add i64 %.62.061.i, 1
  %.129.i = add nsw i64 %.65.062.i, -1
  %.186.i = mul nsw i64 %number.063.i, 10
  %.194.i = add i64 %.186.i, -48
  %.195.i = add i64 %.194.i, %.165.i
  %.120.i = icmp sgt i64 %.65.062.i, 1
  br i1 %.120.i, label %B136.if.i, label %read_calls.18.exit

B136.if.i:                                        ; preds = %B222, %B252.i
  %number.063.i = phi i64 [ %.195.i, %B252.i ], [ 0, %B222 ]
  %.65.062.i = phi i64 [ %.129.i, %B252.i ], [ %.15.i, %B222 ]
  %.62.061.i = phi i64 [ %.133.i, %B252.i ], [ %arg.begin, %B222 ]
  %.163.i = getelementptr i8, ptr %arg.text, i64 %.62.061.i
  %.164.i = load i8, ptr %.163.i, align 1, !noalias !0
  %2 = add i8 %.164.i, -58
  %or.cond58.i = icmp ult i8 %2, -10
  br i1 %or.cond58.i, label %read_calls.18.exit, label %B252.i

read_calls.18.exit:                               ; preds = %B252.i, %B136.if.i, %B222
  %number.0.lcssa.sink.i = phi i64 [ -2, %B222 ], [ -2, %B136.if.i ], [ %.195.i, %B252.i ]
  %.15.i61 = sub nsw i64 %second.0, %.52
  %.16.i62 = icmp slt i64 %.15.i61, 10
  %.20.not.i63 = icmp sgt i64 %second.0, %.52
  %or.cond.i64 = and i1 %.20.not.i63, %.16.i62
  br i1 %or.cond.i64, label %B136.if.i68, label %read_calls.18.exit83

B252.i75:                                         ; preds = %B136.if.i68
  %.165.i76 = zext nneg i8 %.164.i73 to i64
  %.133.i77 = add i64 %.62.061.i71, 1
  %.129.i78 = add nsw i64 %.65.062.i70, -1
  %.186.i79 = mul nsw i64 %number.063.i69, 10
  %.194.i80 = add i64 %.186.i79, -48
  %.195.i81 = add i64 %.194.i80, %.165.i76
  %.120.i82 = icmp sgt i64 %.65.062.i70, 1
  br i1 %.120.i82, label %B136.if.i68, label %read_calls.18.exit83

B136.if.i68:                                      ; preds = %read_calls.18.exit, %B252.i75
  %number.063.i69 = phi i64 [ %.195.i81, %B252.i75 ], [ 0, %read_calls.18.exit ]
  %.65.062.i70 = phi i64 [ %.129.i78, %B252.i75 ], [ %.15.i61, %read_calls.18.exit ]
  %.62.061.i71 = phi i64 [ %.133.i77, %B252.i75 ], [ %.52, %read_calls.18.exit ]
  %.163.i72 = getelementptr i8, ptr %arg.text, i64 %.62.061.i71
  %.164.i73 = load i8, ptr %.163.i72, align 1, !noalias !3
  %3 = add i8 %.164.i73, -58
  %or.cond58.i74 = icmp ult i8 %3, -10
  br i1 %or.cond58.i74, label %read_calls.18.exit83, label %B252.i75

read_calls.18.exit83:                             ; preds = %B252.i75, %B136.if.i68, %read_calls.18.exit
  %number.0.lcssa.sink.i65 = phi i64 [ -2, %read_calls.18.exit ], [ -2, %B136.if.i68 ], [ %.195.i81, %B252.i75 ]
  %.158 = icmp slt i64 %second.0, %arg.end
  br i1 %.158, label %B338, label %B436

B338:                                             ; preds = %read_calls.18.exit83
  %.161 = add nsw i64 %second.0, 1
  %.15.i84 = sub nsw i64 %arg.end, %.161
  %.16.i85 = icmp slt i64 %.15.i84, 10
  %.20.not.i86 = icmp sgt i64 %arg.end, %.161
  %or.cond.i87 = and i1 %.20.not.i86, %.16.i85
  br i1 %or.cond.i87, label %B136.if.i91, label %read_calls.18.exit106

B252.i98:                                         ; preds = %B136.if.i91
  %.165.i99 = zext nneg i8 %.164.i96 to i64
  %.133.i100 = add i64 %.62.061.i94, 1
  %.129.i101 = add nsw i64 %.65.062.i93, -1
  %.186.i102 = mul nsw i64 %number.063.i92, 10
  %.194.i103 = add i64 %.186.i102, -48
  %.195.i104 = add i64 %.194.i103, %.165.i99
  %.120.i105 = icmp sgt i64 %.65.062.i93, 1
  br i1 %.120.i105, label %B136.if.i91, label %read_calls.18.exit106

B136.if.i91:                                      ; preds = %B338, %B252.i98
  %number.063.i92 = phi i64 [ %.195.i104, %B252.i98 ], [ 0, %B338 ]
  %.65.062.i93 = phi i64 [ %.129.i101, %B252.i98 ], [ %.15.i84, %B338 ]
  %.62.061.i94 = phi i64 [ %.133.i100, %B252.i98 ], [ %.161, %B338 ]
  %.163.i95 = getelementptr i8, ptr %arg.text, i64 %.62.061.i94
  %.164.i96 = load i8, ptr %.163.i95, align 1, !noalias !6
  %4 = add i8 %.164.i96, -58
  %or.cond58.i97 = icmp ult i8 %4, -10
  br i1 %or.cond58.i97, label %read_calls.18.exit106, label %B252.i98

read_calls.18.exit106:                            ; preds = %B252.i98, %B136.if.i91, %B338
  %number.0.lcssa.sink.i88 = phi i64 [ -2, %B338 ], [ -2, %B136.if.i91 ], [ %.195.i104, %B252.i98 ]
  %.194 = sub nsw i64 %arg.end, %second.0
  %.197 = icmp sgt i64 %.194, 3
  %spec.select = select i1 %.197, i64 -2, i64 %number.0.lcssa.sink.i88
  br label %B436

B436:                                             ; preds = %read_calls.18.exit106, %read_calls.18.exit83
  %rest.0 = phi i64 [ 0, %read_calls.18.exit83 ], [ %spec.select, %read_calls.18.exit106 ]
  %.207 = icmp slt i64 %number.0.lcssa.sink.i, 0
  %.210 = icmp slt i64 %number.0.lcssa.sink.i65, 0
  %or.cond = select i1 %.207, i1 true, i1 %.210
  %.213 = icmp slt i64 %rest.0, 0
  %or.cond1 = select i1 %or.cond, i1 true, i1 %.213
  %.220 = icmp sgt i64 %.15.i, 3
  %or.cond60 = or i1 %.220, %or.cond1
  br i1 %or.cond60, label %common.ret, label %B490

B490:                                             ; preds = %B436
  %.224 = sub nsw i64 %second.0, %colon.0
  %.229 = icmp sgt i64 %.224, 3
  %.232 = icmp ugt i64 %number.0.lcssa.sink.i65, 59
  %or.cond2 = select i1 %.229, i1 true, i1 %.232
  %.235 = icmp ugt i64 %rest.0, 59
  %or.cond3 = select i1 %or.cond2, i1 true, i1 %.235
  br i1 %or.cond3, label %common.ret, label %B572

common.ret:                                       ; preds = %B436, %B490, %B572
  %storemerge = phi i64 [ %.261, %B572 ], [ -2, %B490 ], [ -2, %B436 ]
  store i64 %storemerge, ptr %retptr, align 8
  ret void

B572:                                             ; preds = %B490
  %.252 = mul nuw nsw i64 %number.0.lcssa.sink.i, 3600
  %.256 = mul nuw nsw i64 %number.0.lcssa.sink.i65, 60
  %.259 = add nuw nsw i64 %.256, %.252
  %.261 = add nuw nsw i64 %.259, %rest.0
  br label %common.ret
}

define range(i64 0, 2) i64 @read_calls(i64 %a0, i64 %a1, i64 %a2, ptr readonly %a3, ptr readonly %a4, ptr readonly %a5, ptr %a6, ptr %a7, ptr %a8, ptr %a9, ptr %a10, ptr writeonly %a11, ptr writeonly %a12, ptr writeonly %a13, ptr writeonly %a14, ptr writeonly %a15, ptr writeonly %a16, ptr writeonly %a17, ptr writeonly %a18, ptr writeonly %a19, ptr %a20) {
done:
  %.1222.i = alloca i64, align 8
  %.1358.i = alloca i64, align 8
  %.1482.i = alloca i64, align 8
  %.1606.i = alloca i64, align 8
  %.74.i = getelementptr i8, ptr %a20, i64 16
  %.75.i = load i64, ptr %.74.i, align 8, !noalias !9
  %.87.i = icmp sgt i64 %a0, 0
  br i1 %.87.i, label %B102.i, label %B3540.i

B102.i:                                           ; preds = %done, %B3516.i
  %at.0.i = phi i64 [ %.968.i, %B3516.i ], [ 0, %done ]
  %n.0.i = phi i64 [ %n.2.i, %B3516.i ], [ 0, %done ]
  %number.0.i = phi i64 [ %.2705.i, %B3516.i ], [ %.75.i, %done ]
  %last_trip.0.i = phi i64 [ %last_trip.4764797.i, %B3516.i ], [ -1, %done ]
  %last_stop.0.i = phi i64 [ %last_stop.2.i, %B3516.i ], [ -1, %done ]
  %.246.i = icmp sgt i64 %last_stop.0.i, -1
  %.250.i = getelementptr i32, ptr %a10, i64 %last_stop.0.i
  br label %B386.i.outer

B386.i.outer:                                     ; preds = %B102.i, %B3332.i
  %at.3.i.ph = phi i64 [ %at.0.i, %B102.i ], [ %.968.i, %B3332.i ]
  %last_trip.3.i.ph = phi i64 [ %last_trip.0.i, %B102.i ], [ %last_trip.6.i, %B3332.i ]
  %column.2.i.ph = phi i64 [ 0, %B102.i ], [ %.229.i, %B3332.i ]
  %0 = phi i1 [ false, %B102.i ], [ true, %B3332.i ]
  %trip_code.2.i.ph = phi i64 [ -1, %B102.i ], [ %trip_code.8.i, %B3332.i ]
  %stop_code.2.i.ph = phi i64 [ -1, %B102.i ], [ %stop_code.6.i, %B3332.i ]
  %arrives.2.i.ph = phi i64 [ -1, %B102.i ], [ %arrives.6.i, %B3332.i ]
  %leaves.2.i.ph = phi i64 [ -1, %B102.i ], [ %leaves.6.i, %B3332.i ]
  %place.2.i.ph = phi i64 [ -2, %B102.i ], [ %place.4.i, %B3332.i ]
  %has_place.2.i.ph = phi i64 [ 1, %B102.i ], [ %has_place.6.i, %B3332.i ]
  %no_pickup.2.i.ph = phi i8 [ 0, %B102.i ], [ %no_pickup.4.i, %B3332.i ]
  %no_drop_off.2.i.ph = phi i8 [ 0, %B102.i ], [ %no_drop_off.4.i, %B3332.i ]
  %distance.2.i.ph = phi double [ 0x7FF8000000000000, %B102.i ], [ %distance.4.i, %B3332.i ]
  br label %B386.i.outer476.outer

B386.i.outer476.outer:                            ; preds = %B720.i, %B386.i.outer
  %at.3.i.ph477.ph = phi i64 [ %.355.i, %B720.i ], [ %at.3.i.ph, %B386.i.outer ]
  %column.2.i.ph478.ph = phi i64 [ %.229.i, %B720.i ], [ %column.2.i.ph, %B386.i.outer ]
  %is_blank.2.i.ph479.ph = phi i1 [ true, %B720.i ], [ %0, %B386.i.outer ]
  %trip_code.2.i.ph480.ph = phi i64 [ %guess.4.trip_code.2.i, %B720.i ], [ %trip_code.2.i.ph, %B386.i.outer ]
  %stop_code.2.i.ph481.ph = phi i64 [ %stop_code.2.guess.4.i, %B720.i ], [ %stop_code.2.i.ph, %B386.i.outer ]
  %arrives.2.i.ph482.ph = phi i64 [ %arrives.2.i.ph482, %B720.i ], [ %arrives.2.i.ph, %B386.i.outer ]
  %leaves.2.i.ph483.ph = phi i64 [ %leaves.2.i.ph483, %B720.i ], [ %leaves.2.i.ph, %B386.i.outer ]
  %has_place.2.i.ph485.ph = phi i64 [ %has_place.2.i, %B720.i ], [ %has_place.2.i.ph, %B386.i.outer ]
  br label %B386.i.outer476

B386.i.outer476:                                  ; preds = %B386.i.outer476.outer, %B916.i
  %at.3.i.ph477 = phi i64 [ %.443.i, %B916.i ], [ %at.3.i.ph477.ph, %B386.i.outer476.outer ]
  %column.2.i.ph478 = phi i64 [ %.229.i, %B916.i ], [ %column.2.i.ph478.ph, %B386.i.outer476.outer ]
  %is_blank.2.i.ph479 = phi i1 [ true, %B916.i ], [ %is_blank.2.i.ph479.ph, %B386.i.outer476.outer ]
  %arrives.2.i.ph482 = phi i64 [ %.403.arrives.2.i, %B916.i ], [ %arrives.2.i.ph482.ph, %B386.i.outer476.outer ]
  %leaves.2.i.ph483 = phi i64 [ %leaves.2..403.i, %B916.i ], [ %leaves.2.i.ph483.ph, %B386.i.outer476.outer ]
  %has_place.2.i.ph485 = phi i64 [ %has_place.2.i, %B916.i ], [ %has_place.2.i.ph485.ph, %B386.i.outer476.outer ]
  br label %B386.i

B386.i:                                           ; preds = %B386.i.outer476, %B3541.i
  %at.3.i = phi i64 [ %.968.i, %B3541.i ], [ %at.3.i.ph477, %B386.i.outer476 ]
  %column.2.i = phi i64 [ %.229.i, %B3541.i ], [ %column.2.i.ph478, %B386.i.outer476 ]
  %has_place.2.i = phi i64 [ %has_place.5.i, %B3541.i ], [ %has_place.2.i.ph485, %B386.i.outer476 ]
  %.137.not.i = icmp slt i64 %column.2.i, %a1
  br i1 %.137.not.i, label %B402.i, label %read_calls.0.exit

B402.i:                                           ; preds = %B386.i
  %.223.i = getelementptr i64, ptr %a4, i64 %column.2.i
  %.224.i = load i64, ptr %.223.i, align 8, !noalias !9
  %.229.i = add nsw i64 %column.2.i, 1
  %.236.i = icmp eq i64 %.224.i, 1
  br i1 %.236.i, label %B566.i, label %B490.i

B490.i:                                           ; preds = %B402.i
  %.243.i = icmp eq i64 %.224.i, 4
  %or.cond.i = select i1 %.243.i, i1 %.246.i, i1 false
  br i1 %or.cond.i, label %B524.i, label %B770.i

B524.i:                                           ; preds = %B490.i
  %.251.i = load i32, ptr %.250.i, align 4, !noalias !9
  %.252.i = sext i32 %.251.i to i64
  br label %B566.i

B566.i:                                           ; preds = %B524.i, %B402.i
  %stop_code.2.guess.4.i = phi i64 [ %stop_code.2.i.ph481.ph, %B402.i ], [ %.252.i, %B524.i ]
  %guess.4.trip_code.2.i = phi i64 [ %last_trip.3.i.ph, %B402.i ], [ %trip_code.2.i.ph480.ph, %B524.i ]
  %guess.4.i = phi i64 [ %last_trip.3.i.ph, %B402.i ], [ %.252.i, %B524.i ]
  %.257.i = icmp sgt i64 %guess.4.i, -1
  br i1 %.257.i, label %B578.i, label %B770.i

B578.i:                                           ; preds = %B566.i
  %1 = getelementptr i64, ptr %a7, i64 %guess.4.i
  %.262.i = getelementptr i8, ptr %1, i64 8
  %.263.i = load i64, ptr %.262.i, align 8, !noalias !9
  %.265.i = add nsw i64 %.263.i, %at.3.i
  %.269.i = load i64, ptr %1, align 8, !noalias !9
  %.270.i = sub i64 %.265.i, %.269.i
  %.276.i = icmp slt i64 %.270.i, %a0
  br i1 %.276.i, label %B636.i, label %B966.i

B636.i:                                           ; preds = %B578.i
  %.280.i = getelementptr i8, ptr %a3, i64 %.270.i
  %.281.i = load i8, ptr %.280.i, align 1, !noalias !9
  %.283.i = icmp eq i8 %.281.i, 44
  br i1 %.283.i, label %B670.i, label %B966.i

B670.i:                                           ; preds = %B636.i
  %.22.i.i = sub nsw i64 %.270.i, %at.3.i
  %.10443.not.i.i = icmp slt i64 %.22.i.i, 1
  br i1 %.10443.not.i.i, label %B720.i, label %B70.if.lr.ph.i.i

B70.if.lr.ph.i.i:                                 ; preds = %B670.i
  %2 = getelementptr i8, ptr %a3, i64 %at.3.i
  %3 = getelementptr i8, ptr %a6, i64 %.269.i
  br label %B70.if.i.i

B70.if.i.i:                                       ; preds = %B70.if.i.i, %B70.if.lr.ph.i.i
  %differ.046.i.i = phi i8 [ 0, %B70.if.lr.ph.i.i ], [ %.15942.i.i, %B70.if.i.i ]
  %.46.044.i.i = phi i64 [ 0, %B70.if.lr.ph.i.i ], [ %.117.i.i, %B70.if.i.i ]
  %.117.i.i = add nuw nsw i64 %.46.044.i.i, 1
  %.145.i.i = getelementptr i8, ptr %2, i64 %.46.044.i.i
  %.146.i.i = load i8, ptr %.145.i.i, align 1, !noalias !12
  %.150.i.i = getelementptr i8, ptr %3, i64 %.46.044.i.i
  %.151.i.i = load i8, ptr %.150.i.i, align 1, !noalias !12
  %.15441.i.i = xor i8 %.151.i.i, %.146.i.i
  %.15942.i.i = or i8 %.15441.i.i, %differ.046.i.i
  %exitcond.not.i.i = icmp eq i64 %.117.i.i, %.22.i.i
  br i1 %exitcond.not.i.i, label %read_calls.14.exit.i, label %B70.if.i.i

read_calls.14.exit.i:                             ; preds = %B70.if.i.i
  %.not.i = icmp eq i8 %.15942.i.i, 0
  br i1 %.not.i, label %B720.i, label %B966.i

B720.i:                                           ; preds = %read_calls.14.exit.i, %B670.i
  %.355.i = add nsw i64 %.270.i, 1
  br label %B386.i.outer476.outer

B770.i:                                           ; preds = %B566.i, %B490.i
  %4 = and i64 %.224.i, -2
  %or.cond1.i = icmp eq i64 %4, 2
  br i1 %or.cond1.i, label %B814.i, label %B966.i

B814.i:                                           ; preds = %B770.i
  %.375.i = add nsw i64 %at.3.i, 8
  %.377.i = icmp slt i64 %.375.i, %a0
  br i1 %.377.i, label %B832.i, label %B966.i

B832.i:                                           ; preds = %B814.i
  %.382.i = getelementptr i8, ptr %a3, i64 %.375.i
  %.383.i = load i8, ptr %.382.i, align 1, !noalias !9
  %.385.i = icmp eq i8 %.383.i, 44
  br i1 %.385.i, label %B872.i, label %B966.i

B872.i:                                           ; preds = %B832.i
  %5 = getelementptr i8, ptr %a3, i64 %at.3.i
  %.13.i.i = getelementptr i8, ptr %5, i64 2
  %.14.i.i = load i8, ptr %.13.i.i, align 1, !noalias !15
  %.16.not.i.i = icmp eq i8 %.14.i.i, 58
  br i1 %.16.not.i.i, label %B44.i.i, label %B966.i

B44.i.i:                                          ; preds = %B872.i
  %.21.i.i = getelementptr i8, ptr %5, i64 5
  %.22.i708.i = load i8, ptr %.21.i.i, align 1, !noalias !15
  %.24.not.i.i = icmp eq i8 %.22.i708.i, 58
  br i1 %.24.not.i.i, label %B124.i.i, label %B966.i

B124.i.i:                                         ; preds = %B44.i.i
  %.35.i.i = load i8, ptr %5, align 1, !noalias !15
  %.36.i.i = zext i8 %.35.i.i to i64
  %.37.i.i = add nsw i64 %.36.i.i, -48
  %.41.i.i = getelementptr i8, ptr %5, i64 1
  %.42.i.i = load i8, ptr %.41.i.i, align 1, !noalias !15
  %.43.i.i = zext i8 %.42.i.i to i64
  %.44.i.i = add nsw i64 %.43.i.i, -48
  %.54.i.i = getelementptr i8, ptr %5, i64 3
  %.55.i.i = load i8, ptr %.54.i.i, align 1, !noalias !15
  %.56.i.i = zext i8 %.55.i.i to i64
  %.57.i.i = add nsw i64 %.56.i.i, -48
  %.61.i.i = getelementptr i8, ptr %5, i64 4
  %.62.i.i = load i8, ptr %.61.i.i, align 1, !noalias !15
  %.63.i.i = zext i8 %.62.i.i to i64
  %.64.i.i = add nsw i64 %.63.i.i, -48
  %.74.i.i = getelementptr i8, ptr %5, i64 6
  %.75.i.i = load i8, ptr %.74.i.i, align 1, !noalias !15
  %.76.i.i = zext i8 %.75.i.i to i64
  %.77.i.i = add nsw i64 %.76.i.i, -48
  %.83.i.i = getelementptr i8, ptr %5, i64 7
  %.84.i.i = load i8, ptr %.83.i.i, align 1, !noalias !15
  %.87.i.i = zext i8 %.84.i.i to i64
  %.88.i.i = add nsw i64 %.87.i.i, -48
  %.97.i.i = or i64 %.44.i.i, %.37.i.i
  %.99.i.i = or i64 %.97.i.i, %.57.i.i
  %.101.i.i = or i64 %.99.i.i, %.64.i.i
  %.103.i.i = or i64 %.101.i.i, %.77.i.i
  %.105.i.i = or i64 %.103.i.i, %.88.i.i
  %.126.i.i = icmp slt i64 %.105.i.i, 0
  br i1 %.126.i.i, label %B966.i, label %B618.i.i

B618.i.i:                                         ; preds = %B124.i.i
  %.107.i.i = sub nsw i64 57, %.36.i.i
  %.109.i.i = sub nsw i64 57, %.43.i.i
  %.110.i.i = or i64 %.109.i.i, %.107.i.i
  %.112.i.i = sub nsw i64 53, %.56.i.i
  %.113.i.i = or i64 %.110.i.i, %.112.i.i
  %.115.i.i = sub nsw i64 57, %.63.i.i
  %.116.i.i = or i64 %.113.i.i, %.115.i.i
  %.118.i.i = sub nsw i64 53, %.76.i.i
  %.119.i.i = or i64 %.116.i.i, %.118.i.i
  %.121.i.i = sub nsw i64 57, %.87.i.i
  %.122.i.i = or i64 %.119.i.i, %.121.i.i
  %.129.i.i = icmp slt i64 %.122.i.i, 0
  br i1 %.129.i.i, label %B966.i, label %read_calls.15.exit.i

read_calls.15.exit.i:                             ; preds = %B618.i.i
  %.150.i709.i = mul nsw i64 %.37.i.i, 36000
  %.154.i.i = mul nsw i64 %.44.i.i, 3600
  %.157.i.i = add nsw i64 %.154.i.i, %.150.i709.i
  %.159.i.i = mul nsw i64 %.57.i.i, 600
  %.162.i.i = add nsw i64 %.157.i.i, %.159.i.i
  %.164.i.i = mul nsw i64 %.64.i.i, 60
  %.167.i.i = add nsw i64 %.162.i.i, %.164.i.i
  %.169.i.i = mul nsw i64 %.77.i.i, 10
  %.172.i.i = add nsw i64 %.167.i.i, %.169.i.i
  %.174.i.i = add nsw i64 %.172.i.i, %.88.i.i
  %.417.i = icmp sgt i64 %.174.i.i, -1
  br i1 %.417.i, label %B916.i, label %B966.i

B916.i:                                           ; preds = %read_calls.15.exit.i
  %.369.le.i = icmp eq i64 %.224.i, 2
  %.403.arrives.2.i = select i1 %.369.le.i, i64 %.174.i.i, i64 %arrives.2.i.ph482
  %leaves.2..403.i = select i1 %.369.le.i, i64 %leaves.2.i.ph483, i64 %.174.i.i
  %.443.i = add nsw i64 %at.3.i, 9
  br label %B386.i.outer476

B966.i:                                           ; preds = %read_calls.15.exit.i, %B618.i.i, %B124.i.i, %B44.i.i, %B872.i, %B832.i, %B814.i, %B770.i, %read_calls.14.exit.i, %B636.i, %B578.i
  %.451.i = getelementptr i8, ptr %a3, i64 %at.3.i
  %.452.i = load i8, ptr %.451.i, align 1, !noalias !9
  switch i8 %.452.i, label %B1436.i [
    i8 34, label %B1000.i
    i8 44, label %B1652.i
    i8 10, label %B1652.i
  ]

B1000.i:                                          ; preds = %B966.i
  %.457.i = add nsw i64 %at.3.i, 1
  %.465.i = getelementptr i8, ptr %a3, i64 %.457.i
  %.466.i = load i8, ptr %.465.i, align 1, !noalias !9
  switch i8 %.466.i, label %B1082.i [
    i8 34, label %B1160.i
    i8 10, label %B1160.i
  ]

B1082.i:                                          ; preds = %B1000.i, %B1082.i
  %at.7.i = phi i64 [ %.481.i, %B1082.i ], [ %.457.i, %B1000.i ]
  %.481.i = add nsw i64 %at.7.i, 1
  %.486.i = getelementptr i8, ptr %a3, i64 %.481.i
  %.487.i = load i8, ptr %.486.i, align 1, !noalias !9
  switch i8 %.487.i, label %B1082.i [
    i8 34, label %B1160.i
    i8 10, label %B1160.i
  ]

B1160.i:                                          ; preds = %B1082.i, %B1082.i, %B1000.i, %B1000.i
  %.506.i = phi i8 [ %.466.i, %B1000.i ], [ %.466.i, %B1000.i ], [ %.487.i, %B1082.i ], [ %.487.i, %B1082.i ]
  %at.6.i = phi i64 [ %.457.i, %B1000.i ], [ %.457.i, %B1000.i ], [ %.481.i, %B1082.i ], [ %.481.i, %B1082.i ]
  %.508.i = icmp eq i8 %.506.i, 10
  br i1 %.508.i, label %read_calls.0.exit, label %B1198.i

B1198.i:                                          ; preds = %B1160.i
  %.597.i = add nsw i64 %at.6.i, 1
  %.602.i = getelementptr i8, ptr %a3, i64 %.597.i
  %.603.i = load i8, ptr %.602.i, align 1, !noalias !9
  switch i8 %.603.i, label %read_calls.0.exit [
    i8 13, label %B1246.i
    i8 44, label %B1652.i
    i8 10, label %B1652.i
  ]

B1246.i:                                          ; preds = %B1198.i
  %.608.i = add nsw i64 %at.6.i, 2
  %.613.i = getelementptr i8, ptr %a3, i64 %.608.i
  %.614.i = load i8, ptr %.613.i, align 1, !noalias !9
  %.616.not.i = icmp eq i8 %.614.i, 10
  br i1 %.616.not.i, label %B1652.i, label %read_calls.0.exit

B1436.i:                                          ; preds = %B966.i, %B1474.i
  %.821.i = phi i8 [ %.914.i, %B1474.i ], [ %.452.i, %B966.i ]
  %at.11.i = phi i64 [ %.908.i, %B1474.i ], [ %at.3.i, %B966.i ]
  %.823.i = icmp eq i8 %.821.i, 34
  br i1 %.823.i, label %read_calls.0.exit, label %B1474.i

B1474.i:                                          ; preds = %B1436.i
  %.908.i = add nsw i64 %at.11.i, 1
  %.913.i = getelementptr i8, ptr %a3, i64 %.908.i
  %.914.i = load i8, ptr %.913.i, align 1, !noalias !9
  switch i8 %.914.i, label %B1436.i [
    i8 44, label %B1552.i
    i8 10, label %B1552.i
  ]

B1552.i:                                          ; preds = %B1474.i, %B1474.i
  %.938.i = icmp eq i8 %.914.i, 10
  %.942.i = icmp sge i64 %at.11.i, %at.3.i
  %or.cond698.i = select i1 %.938.i, i1 %.942.i, i1 false
  br i1 %or.cond698.i, label %B1602.i, label %B1652.i

B1602.i:                                          ; preds = %B1552.i
  %.820.le.i = getelementptr i8, ptr %a3, i64 %at.11.i
  %.948.i = load i8, ptr %.820.le.i, align 1, !noalias !9
  %.950.i = icmp eq i8 %.948.i, 13
  %spec.select.i = select i1 %.950.i, i64 %at.11.i, i64 %.908.i
  br label %B1652.i

B1652.i:                                          ; preds = %B1602.i, %B1552.i, %B1246.i, %B1198.i, %B1198.i, %B966.i, %B966.i
  %.996.i = phi i8 [ %.466.i, %B1198.i ], [ %.466.i, %B1198.i ], [ %.452.i, %B1552.i ], [ %.452.i, %B1602.i ], [ %.452.i, %B966.i ], [ %.452.i, %B966.i ], [ %.466.i, %B1246.i ]
  %.960.i = phi i8 [ %.603.i, %B1198.i ], [ %.603.i, %B1198.i ], [ %.914.i, %B1552.i ], [ 10, %B1602.i ], [ %.452.i, %B966.i ], [ %.452.i, %B966.i ], [ 10, %B1246.i ]
  %at.9.i = phi i64 [ %.597.i, %B1198.i ], [ %.597.i, %B1198.i ], [ %.908.i, %B1552.i ], [ %.908.i, %B1602.i ], [ %at.3.i, %B966.i ], [ %at.3.i, %B966.i ], [ %.608.i, %B1246.i ]
  %begin.5.i = phi i64 [ %.457.i, %B1198.i ], [ %.457.i, %B1198.i ], [ %at.3.i, %B1552.i ], [ %at.3.i, %B1602.i ], [ %at.3.i, %B966.i ], [ %at.3.i, %B966.i ], [ %.457.i, %B1246.i ]
  %end.5.i = phi i64 [ %at.6.i, %B1198.i ], [ %at.6.i, %B1198.i ], [ %.908.i, %B1552.i ], [ %spec.select.i, %B1602.i ], [ %at.3.i, %B966.i ], [ %at.3.i, %B966.i ], [ %at.6.i, %B1246.i ]
  %.962.not.not.i = icmp eq i8 %.960.i, 10
  %.968.i = add nsw i64 %at.9.i, 1
  %.972.i = icmp eq i64 %.224.i, 5
  %has_place.5.i = select i1 %.972.i, i64 0, i64 %has_place.2.i
  %.978.i = icmp eq i64 %.224.i, 0
  %.982.i = icmp eq i64 %end.5.i, %begin.5.i
  %or.cond700.i = select i1 %.978.i, i1 true, i1 %.982.i
  br i1 %or.cond700.i, label %B3541.i, label %B1754.i

B1754.i:                                          ; preds = %B1652.i
  %6 = getelementptr i8, ptr %a3, i64 %end.5.i
  %.1003.i = getelementptr i8, ptr %6, i64 -1
  %.1004.i = load i8, ptr %.1003.i, align 1, !noalias !9
  %7 = icmp slt i8 %.996.i, 33
  %8 = icmp slt i8 %.1004.i, 33
  %or.cond4.i = select i1 %7, i1 true, i1 %8
  br i1 %or.cond4.i, label %read_calls.0.exit, label %B1888.i

B1888.i:                                          ; preds = %B1754.i
  br i1 %.236.i, label %B1910.i, label %B2218.i

B1910.i:                                          ; preds = %B1888.i
  %.1122.i = icmp sgt i64 %last_trip.3.i.ph, -1
  br i1 %.1122.i, label %B1922.i, label %B2136.i

B1922.i:                                          ; preds = %B1910.i
  %9 = getelementptr i64, ptr %a7, i64 %last_trip.3.i.ph
  %.1127.i = getelementptr i8, ptr %9, i64 8
  %.1128.i = load i64, ptr %.1127.i, align 8, !noalias !9
  %.1132.i = load i64, ptr %9, align 8, !noalias !9
  %.1133.i = sub nsw i64 %.1128.i, %.1132.i
  %.1136.i = sub nsw i64 %end.5.i, %begin.5.i
  %.1137.i = icmp eq i64 %.1133.i, %.1136.i
  br i1 %.1137.i, label %B1976.i, label %B2136.i

B1976.i:                                          ; preds = %B1922.i
  %.1148.i = sub nsw i64 %.1132.i, %begin.5.i
  %.1154.i = icmp slt i64 %begin.5.i, %end.5.i
  br i1 %.1154.i, label %B2014.i, label %B2136.i

B2014.i:                                          ; preds = %B1976.i
  %.1164.i = getelementptr i8, ptr %a6, i64 %.1132.i
  %.1165.i = load i8, ptr %.1164.i, align 1, !noalias !9
  %.1166.i = icmp eq i8 %.996.i, %.1165.i
  br i1 %.1166.i, label %B2056.preheader.i, label %B2136.i

B2056.preheader.i:                                ; preds = %B2014.i
  %10 = getelementptr i8, ptr %a6, i64 %.1148.i
  %11 = add nsw i64 %end.5.i, -1
  br label %B2056.i

B2056.i:                                          ; preds = %B2078.i, %B2056.preheader.i
  %byte.6.i = phi i64 [ %.1172.i, %B2078.i ], [ %begin.5.i, %B2056.preheader.i ]
  %exitcond.not.i = icmp eq i64 %byte.6.i, %11
  br i1 %exitcond.not.i, label %B2120.loopexit.i, label %B2078.i

B2078.i:                                          ; preds = %B2056.i
  %.1172.i = add nsw i64 %byte.6.i, 1
  %.1181.i = getelementptr i8, ptr %a3, i64 %.1172.i
  %.1182.i = load i8, ptr %.1181.i, align 1, !noalias !9
  %.1187.i = getelementptr i8, ptr %10, i64 %.1172.i
  %.1188.i = load i8, ptr %.1187.i, align 1, !noalias !9
  %.1189.i = icmp eq i8 %.1182.i, %.1188.i
  br i1 %.1189.i, label %B2056.i, label %B2120.loopexit.i

B2120.loopexit.i:                                 ; preds = %B2078.i, %B2056.i
  %.1172.lcssa.i = phi i64 [ %end.5.i, %B2056.i ], [ %.1172.i, %B2078.i ]
  %12 = icmp eq i64 %.1172.lcssa.i, %end.5.i
  %13 = select i1 %12, i64 %last_trip.3.i.ph, i64 %trip_code.2.i.ph480.ph
  br label %B2136.i

B2136.i:                                          ; preds = %B2120.loopexit.i, %B2014.i, %B1976.i, %B1922.i, %B1910.i
  %trip_code.6.i = phi i64 [ %trip_code.2.i.ph480.ph, %B1910.i ], [ %trip_code.2.i.ph480.ph, %B1922.i ], [ %trip_code.2.i.ph480.ph, %B2014.i ], [ %trip_code.2.i.ph480.ph, %B1976.i ], [ %13, %B2120.loopexit.i ]
  %.1209.i = icmp slt i64 %trip_code.6.i, 0
  br i1 %.1209.i, label %B2148.i, label %B3332.i

B2148.i:                                          ; preds = %B2136.i
  store i64 0, ptr %.1222.i, align 8, !noalias !9
  call fastcc void @read_calls.16(ptr %.1222.i, ptr nonnull readonly %a3, i64 %begin.5.i, i64 %end.5.i, i64 %a2, ptr %a6, ptr %a7, ptr %a8, ptr %a9, ptr %a20)
  %.1236.i = load i64, ptr %.1222.i, align 8, !noalias !9
  %.1253.i = icmp slt i64 %.1236.i, 0
  br i1 %.1253.i, label %read_calls.0.exit, label %B3332.i

B2218.i:                                          ; preds = %B1888.i
  switch i64 %.224.i, label %B2458.i [
    i64 4, label %B2240.i
    i64 2, label %B2328.i
    i64 3, label %B2404.i
  ]

B2240.i:                                          ; preds = %B2218.i
  store i64 0, ptr %.1358.i, align 8, !noalias !9
  call fastcc void @read_calls.16(ptr %.1358.i, ptr nonnull readonly %a3, i64 %begin.5.i, i64 %end.5.i, i64 %a2, ptr %a6, ptr %a7, ptr %a8, ptr %a9, ptr %a20)
  %.1372.i = load i64, ptr %.1358.i, align 8, !noalias !9
  %.1389.i = icmp slt i64 %.1372.i, 0
  br i1 %.1389.i, label %read_calls.0.exit, label %B3332.i

B2328.i:                                          ; preds = %B2218.i
  store i64 0, ptr %.1482.i, align 8, !noalias !9
  call fastcc void @read_calls.17(ptr %.1482.i, ptr nonnull readonly %a3, i64 %begin.5.i, i64 %end.5.i)
  %.1496.i = load i64, ptr %.1482.i, align 8, !noalias !9
  %.1513.i = icmp slt i64 %.1496.i, 0
  br i1 %.1513.i, label %read_calls.0.exit, label %B3332.i

B2404.i:                                          ; preds = %B2218.i
  store i64 0, ptr %.1606.i, align 8, !noalias !9
  call fastcc void @read_calls.17(ptr %.1606.i, ptr nonnull readonly %a3, i64 %begin.5.i, i64 %end.5.i)
  %.1620.i = load i64, ptr %.1606.i, align 8, !noalias !9
  %.1637.i = icmp slt i64 %.1620.i, 0
  br i1 %.1637.i, label %read_calls.0.exit, label %B3332.i

B2458.i:                                          ; preds = %B2218.i
  br i1 %.972.i, label %B2480.i, label %B2538.i

B2480.i:                                          ; preds = %B2458.i
  %.15.i.i = sub nsw i64 %end.5.i, %begin.5.i
  %.16.i.i = icmp slt i64 %.15.i.i, 10
  %.20.not.i.i = icmp sgt i64 %end.5.i, %begin.5.i
  %or.cond.i.i = and i1 %.20.not.i.i, %.16.i.i
  br i1 %or.cond.i.i, label %B136.if.i.i, label %read_calls.0.exit

B252.i.i:                                         ; preds = %B136.if.i.i
  %.165.i.i = zext nneg i8 %.164.i710.i to i64
  %.133.i.i = add i64 %.62.061.i.i, 1
  %.129.i711.i = add nsw i64 %.65.062.i.i, -1
  %.186.i.i = mul nsw i64 %number.063.i.i, 10
  %.194.i.i = add i64 %.186.i.i, -48
  %.195.i.i = add i64 %.194.i.i, %.165.i.i
  %.120.i.i = icmp sgt i64 %.65.062.i.i, 1
  br i1 %.120.i.i, label %B136.if.i.i, label %read_calls.19.exit.i

B136.if.i.i:                                      ; preds = %B2480.i, %B252.i.i
  %number.063.i.i = phi i64 [ %.195.i.i, %B252.i.i ], [ 0, %B2480.i ]
  %.65.062.i.i = phi i64 [ %.129.i711.i, %B252.i.i ], [ %.15.i.i, %B2480.i ]
  %.62.061.i.i = phi i64 [ %.133.i.i, %B252.i.i ], [ %begin.5.i, %B2480.i ]
  %.163.i.i = getelementptr i8, ptr %a3, i64 %.62.061.i.i
  %.164.i710.i = load i8, ptr %.163.i.i, align 1, !noalias !18
  %14 = add i8 %.164.i710.i, -58
  %or.cond58.i.i = icmp ult i8 %14, -10
  br i1 %or.cond58.i.i, label %read_calls.0.exit, label %B252.i.i

read_calls.19.exit.i:                             ; preds = %B252.i.i
  %.1763.i = icmp slt i64 %.195.i.i, 0
  br i1 %.1763.i, label %read_calls.0.exit, label %B3332.i

B2538.i:                                          ; preds = %B2458.i
  %.1845.i = icmp ne i64 %.224.i, 6
  %15 = and i64 %.224.i, -2
  %or.cond5.i = icmp eq i64 %15, 6
  %.1857.i = sub nsw i64 %end.5.i, %begin.5.i
  br i1 %or.cond5.i, label %B2582.i, label %B2818.i

B2582.i:                                          ; preds = %B2538.i
  %.1862.i = icmp eq i64 %.1857.i, 1
  br i1 %.1862.i, label %B2704.i, label %B2678.i

B2678.i:                                          ; preds = %B2582.i
  %.1874.i = icmp ult i8 %.996.i, 65
  br i1 %.1874.i, label %read_calls.0.exit, label %B3332.i

B2704.i:                                          ; preds = %B2582.i
  %16 = icmp ne i8 %.996.i, 49
  %brmerge.i = or i1 %.1845.i, %16
  %spec.select804.i = select i1 %brmerge.i, i8 %no_pickup.2.i.ph, i8 1
  %no_drop_off.2..i = select i1 %.1845.i, i8 1, i8 %no_drop_off.2.i.ph
  %spec.select805.i = select i1 %16, i8 %no_drop_off.2.i.ph, i8 %no_drop_off.2..i
  br label %B3332.i

B2818.i:                                          ; preds = %B2538.i
  %.1991.i = icmp eq i64 %.1857.i, 2
  %.1995.i = icmp eq i8 %.996.i, 78
  %or.cond6.i = and i1 %.1995.i, %.1991.i
  %.1999.i = icmp eq i8 %.1004.i, 65
  %or.cond7.i = select i1 %or.cond6.i, i1 %.1999.i, i1 false
  br i1 %or.cond7.i, label %B3332.i, label %B2896.i

B2896.i:                                          ; preds = %B2818.i
  %.2022.i = icmp eq i8 %.996.i, 45
  %.2029.i = zext i1 %.2022.i to i64
  %byte.8.i = add nsw i64 %begin.5.i, %.2029.i
  %.2047.i = getelementptr i8, ptr %a3, i64 %byte.8.i
  %.2048.i = load i8, ptr %.2047.i, align 1, !noalias !9
  %.2050.i = icmp ne i8 %.2048.i, 46
  %.2054.i = icmp ne i8 %.1004.i, 46
  %or.cond703.not1964.i = select i1 %.2050.i, i1 %.2054.i, i1 false
  %.2152.i = icmp slt i64 %byte.8.i, %end.5.i
  %or.cond1963.i = select i1 %or.cond703.not1964.i, i1 %.2152.i, i1 false
  br i1 %or.cond1963.i, label %B3054.i, label %read_calls.0.exit

B3054.i:                                          ; preds = %B2896.i, %B3244.i
  %byte.9.i = phi i64 [ %.2296.i, %B3244.i ], [ %byte.8.i, %B2896.i ]
  %digits.5.i = phi i64 [ %digits.7.i, %B3244.i ], [ 0, %B2896.i ]
  %behind.5.i = phi i64 [ %behind.7.i, %B3244.i ], [ 0, %B2896.i ]
  %is_behind.5.i = phi i64 [ %is_behind.7.i, %B3244.i ], [ 0, %B2896.i ]
  %value.5.i = phi i64 [ %value.7.i, %B3244.i ], [ 0, %B2896.i ]
  %.2159.i = getelementptr i8, ptr %a3, i64 %byte.9.i
  %.2160.i = load i8, ptr %.2159.i, align 1, !noalias !9
  %.2161.i = zext i8 %.2160.i to i64
  %.2162.i = icmp eq i8 %.2160.i, 46
  %.2165.i = icmp eq i64 %is_behind.5.i, 0
  %or.cond8.i = select i1 %.2162.i, i1 %.2165.i, i1 false
  br i1 %or.cond8.i, label %B3244.i, label %B3106.i

B3106.i:                                          ; preds = %B3054.i
  %17 = add i8 %.2160.i, -48
  %or.cond704.i = icmp ult i8 %17, 10
  br i1 %or.cond704.i, label %B3174.i, label %read_calls.0.exit

B3174.i:                                          ; preds = %B3106.i
  %.2185.i = mul nsw i64 %value.5.i, 10
  %.2191.i = add i64 %.2185.i, -48
  %.2192.i = add i64 %.2191.i, %.2161.i
  %.2196.i = add nsw i64 %digits.5.i, 1
  %.2201.i = add nsw i64 %is_behind.5.i, %behind.5.i
  br label %B3244.i

B3244.i:                                          ; preds = %B3174.i, %B3054.i
  %digits.7.i = phi i64 [ %.2196.i, %B3174.i ], [ %digits.5.i, %B3054.i ]
  %behind.7.i = phi i64 [ %.2201.i, %B3174.i ], [ %behind.5.i, %B3054.i ]
  %is_behind.7.i = phi i64 [ %is_behind.5.i, %B3174.i ], [ 1, %B3054.i ]
  %value.7.i = phi i64 [ %.2192.i, %B3174.i ], [ %value.5.i, %B3054.i ]
  %.2296.i = add nsw i64 %byte.9.i, 1
  %.2301.i = icmp slt i64 %.2296.i, %end.5.i
  br i1 %.2301.i, label %B3054.i, label %B3266.i

B3266.i:                                          ; preds = %B3244.i
  %.2315.i = icmp eq i64 %digits.7.i, 0
  %.2318.i = icmp sgt i64 %digits.7.i, 15
  %or.cond705.i = or i1 %.2315.i, %.2318.i
  br i1 %or.cond705.i, label %read_calls.0.exit, label %B3304.i

B3304.i:                                          ; preds = %B3266.i
  %.2408.i = sitofp i64 %value.7.i to double
  %18 = fneg double %.2408.i
  %.2409.i = select i1 %.2022.i, double %18, double %.2408.i
  %.2416.i = getelementptr double, ptr %a5, i64 %behind.7.i
  %.2417.i = load double, ptr %.2416.i, align 8, !noalias !9
  %.2423.i = fdiv double %.2409.i, %.2417.i
  br label %B3332.i

B3332.i:                                          ; preds = %B3304.i, %B2818.i, %B2704.i, %B2678.i, %read_calls.19.exit.i, %B2404.i, %B2328.i, %B2240.i, %B2148.i, %B2136.i
  %last_trip.6.i = phi i64 [ %last_trip.3.i.ph, %B3304.i ], [ %last_trip.3.i.ph, %B2240.i ], [ %last_trip.3.i.ph, %B2328.i ], [ %last_trip.3.i.ph, %B2404.i ], [ %.1236.i, %B2148.i ], [ %last_trip.3.i.ph, %read_calls.19.exit.i ], [ %last_trip.3.i.ph, %B2704.i ], [ %last_trip.3.i.ph, %B2818.i ], [ %last_trip.3.i.ph, %B2136.i ], [ %last_trip.3.i.ph, %B2678.i ]
  %trip_code.8.i = phi i64 [ %trip_code.2.i.ph480.ph, %B3304.i ], [ %trip_code.2.i.ph480.ph, %B2240.i ], [ %trip_code.2.i.ph480.ph, %B2328.i ], [ %trip_code.2.i.ph480.ph, %B2404.i ], [ %.1236.i, %B2148.i ], [ %trip_code.2.i.ph480.ph, %read_calls.19.exit.i ], [ %trip_code.2.i.ph480.ph, %B2704.i ], [ %trip_code.2.i.ph480.ph, %B2818.i ], [ %trip_code.6.i, %B2136.i ], [ %trip_code.2.i.ph480.ph, %B2678.i ]
  %stop_code.6.i = phi i64 [ %stop_code.2.i.ph481.ph, %B3304.i ], [ %.1372.i, %B2240.i ], [ %stop_code.2.i.ph481.ph, %B2328.i ], [ %stop_code.2.i.ph481.ph, %B2404.i ], [ %stop_code.2.i.ph481.ph, %B2148.i ], [ %stop_code.2.i.ph481.ph, %read_calls.19.exit.i ], [ %stop_code.2.i.ph481.ph, %B2704.i ], [ %stop_code.2.i.ph481.ph, %B2818.i ], [ %stop_code.2.i.ph481.ph, %B2136.i ], [ %stop_code.2.i.ph481.ph, %B2678.i ]
  %arrives.6.i = phi i64 [ %arrives.2.i.ph482, %B3304.i ], [ %arrives.2.i.ph482, %B2240.i ], [ %.1496.i, %B2328.i ], [ %arrives.2.i.ph482, %B2404.i ], [ %arrives.2.i.ph482, %B2148.i ], [ %arrives.2.i.ph482, %read_calls.19.exit.i ], [ %arrives.2.i.ph482, %B2704.i ], [ %arrives.2.i.ph482, %B2818.i ], [ %arrives.2.i.ph482, %B2136.i ], [ %arrives.2.i.ph482, %B2678.i ]
  %leaves.6.i = phi i64 [ %leaves.2.i.ph483, %B3304.i ], [ %leaves.2.i.ph483, %B2240.i ], [ %leaves.2.i.ph483, %B2328.i ], [ %.1620.i, %B2404.i ], [ %leaves.2.i.ph483, %B2148.i ], [ %leaves.2.i.ph483, %read_calls.19.exit.i ], [ %leaves.2.i.ph483, %B2704.i ], [ %leaves.2.i.ph483, %B2818.i ], [ %leaves.2.i.ph483, %B2136.i ], [ %leaves.2.i.ph483, %B2678.i ]
  %place.4.i = phi i64 [ %place.2.i.ph, %B3304.i ], [ %place.2.i.ph, %B2240.i ], [ %place.2.i.ph, %B2328.i ], [ %place.2.i.ph, %B2404.i ], [ %place.2.i.ph, %B2148.i ], [ %.195.i.i, %read_calls.19.exit.i ], [ %place.2.i.ph, %B2704.i ], [ %place.2.i.ph, %B2818.i ], [ %place.2.i.ph, %B2136.i ], [ %place.2.i.ph, %B2678.i ]
  %has_place.6.i = phi i64 [ %has_place.5.i, %B3304.i ], [ %has_place.5.i, %B2240.i ], [ %has_place.5.i, %B2328.i ], [ %has_place.5.i, %B2404.i ], [ %has_place.5.i, %B2148.i ], [ 1, %read_calls.19.exit.i ], [ %has_place.2.i, %B2704.i ], [ %has_place.2.i, %B2818.i ], [ %has_place.5.i, %B2136.i ], [ %has_place.2.i, %B2678.i ]
  %no_pickup.4.i = phi i8 [ %no_pickup.2.i.ph, %B3304.i ], [ %no_pickup.2.i.ph, %B2240.i ], [ %no_pickup.2.i.ph, %B2328.i ], [ %no_pickup.2.i.ph, %B2404.i ], [ %no_pickup.2.i.ph, %B2148.i ], [ %no_pickup.2.i.ph, %read_calls.19.exit.i ], [ %spec.select804.i, %B2704.i ], [ %no_pickup.2.i.ph, %B2818.i ], [ %no_pickup.2.i.ph, %B2136.i ], [ %no_pickup.2.i.ph, %B2678.i ]
  %no_drop_off.4.i = phi i8 [ %no_drop_off.2.i.ph, %B3304.i ], [ %no_drop_off.2.i.ph, %B2240.i ], [ %no_drop_off.2.i.ph, %B2328.i ], [ %no_drop_off.2.i.ph, %B2404.i ], [ %no_drop_off.2.i.ph, %B2148.i ], [ %no_drop_off.2.i.ph, %read_calls.19.exit.i ], [ %spec.select805.i, %B2704.i ], [ %no_drop_off.2.i.ph, %B2818.i ], [ %no_drop_off.2.i.ph, %B2136.i ], [ %no_drop_off.2.i.ph, %B2678.i ]
  %distance.4.i = phi double [ %.2423.i, %B3304.i ], [ %distance.2.i.ph, %B2240.i ], [ %distance.2.i.ph, %B2328.i ], [ %distance.2.i.ph, %B2404.i ], [ %distance.2.i.ph, %B2148.i ], [ %distance.2.i.ph, %read_calls.19.exit.i ], [ %distance.2.i.ph, %B2704.i ], [ 0x7FF8000000000000, %B2818.i ], [ %distance.2.i.ph, %B2136.i ], [ %distance.2.i.ph, %B2678.i ]
  br i1 %.962.not.not.i, label %B3346.thread.i, label %B386.i.outer

B3346.i:                                          ; preds = %B3541.i
  %.2439.not.i = icmp eq i64 %.229.i, %a1
  br i1 %.2439.not.i, label %B3362.i, label %read_calls.0.exit

B3346.thread.i:                                   ; preds = %B3332.i
  %.2439.not762.i = icmp eq i64 %.229.i, %a1
  br i1 %.2439.not762.i, label %B3374.i, label %read_calls.0.exit

B3362.i:                                          ; preds = %B3346.i
  br i1 %is_blank.2.i.ph479, label %B3374.i, label %B3516.i

B3374.i:                                          ; preds = %B3362.i, %B3346.thread.i
  %last_trip.4764798.i = phi i64 [ %last_trip.3.i.ph, %B3362.i ], [ %last_trip.6.i, %B3346.thread.i ]
  %trip_code.3766796.i = phi i64 [ %trip_code.2.i.ph480.ph, %B3362.i ], [ %trip_code.8.i, %B3346.thread.i ]
  %stop_code.3767795.i = phi i64 [ %stop_code.2.i.ph481.ph, %B3362.i ], [ %stop_code.6.i, %B3346.thread.i ]
  %arrives.3768794.i = phi i64 [ %arrives.2.i.ph482, %B3362.i ], [ %arrives.6.i, %B3346.thread.i ]
  %leaves.3769793.i = phi i64 [ %leaves.2.i.ph483, %B3362.i ], [ %leaves.6.i, %B3346.thread.i ]
  %place.3770792.i = phi i64 [ %place.2.i.ph, %B3362.i ], [ %place.4.i, %B3346.thread.i ]
  %has_place.3771791.i = phi i64 [ %has_place.5.i, %B3362.i ], [ %has_place.6.i, %B3346.thread.i ]
  %no_pickup.3772790.i = phi i8 [ %no_pickup.2.i.ph, %B3362.i ], [ %no_pickup.4.i, %B3346.thread.i ]
  %no_drop_off.3773789.i = phi i8 [ %no_drop_off.2.i.ph, %B3362.i ], [ %no_drop_off.4.i, %B3346.thread.i ]
  %distance.3774788.i = phi double [ %distance.2.i.ph, %B3362.i ], [ %distance.4.i, %B3346.thread.i ]
  %.2523.i = icmp eq i64 %has_place.3771791.i, 0
  br i1 %.2523.i, label %read_calls.0.exit, label %B3390.i

B3390.i:                                          ; preds = %B3374.i
  %.2603.i = trunc i64 %stop_code.3767795.i to i32
  br i1 %.246.i, label %B3402.i, label %B3412.i

B3402.i:                                          ; preds = %B3390.i
  store i32 %.2603.i, ptr %.250.i, align 4, !noalias !9
  br label %B3412.i

B3412.i:                                          ; preds = %B3402.i, %B3390.i
  %.2615.i = trunc i64 %trip_code.3766796.i to i32
  %.2616.i = getelementptr i32, ptr %a11, i64 %n.0.i
  store i32 %.2615.i, ptr %.2616.i, align 4, !noalias !9
  %.2624.i = getelementptr i32, ptr %a12, i64 %n.0.i
  store i32 %.2603.i, ptr %.2624.i, align 4, !noalias !9
  %.2631.i = trunc i64 %arrives.3768794.i to i32
  %.2632.i = getelementptr i32, ptr %a13, i64 %n.0.i
  store i32 %.2631.i, ptr %.2632.i, align 4, !noalias !9
  %.2639.i = trunc i64 %leaves.3769793.i to i32
  %.2640.i = getelementptr i32, ptr %a14, i64 %n.0.i
  store i32 %.2639.i, ptr %.2640.i, align 4, !noalias !9
  %.2647.i = trunc i64 %place.3770792.i to i32
  %.2648.i = getelementptr i32, ptr %a15, i64 %n.0.i
  store i32 %.2647.i, ptr %.2648.i, align 4, !noalias !9
  %.2656.i = getelementptr i8, ptr %a16, i64 %n.0.i
  store i8 %no_pickup.3772790.i, ptr %.2656.i, align 1, !noalias !9
  %.2664.i = getelementptr i8, ptr %a17, i64 %n.0.i
  store i8 %no_drop_off.3773789.i, ptr %.2664.i, align 1, !noalias !9
  %.2671.i = getelementptr double, ptr %a18, i64 %n.0.i
  store double %distance.3774788.i, ptr %.2671.i, align 8, !noalias !9
  %.2678.i = trunc i64 %number.0.i to i32
  %.2679.i = getelementptr i32, ptr %a19, i64 %n.0.i
  store i32 %.2678.i, ptr %.2679.i, align 4, !noalias !9
  %.2682.i = add nsw i64 %n.0.i, 1
  br label %B3516.i

B3516.i:                                          ; preds = %B3412.i, %B3362.i
  %last_trip.4764797.i = phi i64 [ %last_trip.4764798.i, %B3412.i ], [ %last_trip.3.i.ph, %B3362.i ]
  %n.2.i = phi i64 [ %.2682.i, %B3412.i ], [ %n.0.i, %B3362.i ]
  %last_stop.2.i = phi i64 [ %stop_code.3767795.i, %B3412.i ], [ %last_stop.0.i, %B3362.i ]
  %.2705.i = add nsw i64 %number.0.i, 1
  %.2710.i = icmp slt i64 %.968.i, %a0
  br i1 %.2710.i, label %B102.i, label %B3540.i

B3540.i:                                          ; preds = %B3516.i, %done
  %n.1.i = phi i64 [ 0, %done ], [ %n.2.i, %B3516.i ]
  %number.1.i = phi i64 [ %.75.i, %done ], [ %.2705.i, %B3516.i ]
  store i64 %n.1.i, ptr %a20, align 8, !noalias !9
  store i64 %number.1.i, ptr %.74.i, align 8, !noalias !9
  br label %read_calls.0.exit

B3541.i:                                          ; preds = %B1652.i
  br i1 %.962.not.not.i, label %B3346.i, label %B386.i

read_calls.0.exit:                                ; preds = %B3346.i, %B3346.thread.i, %B3374.i, %B1754.i, %B2148.i, %B2240.i, %B2328.i, %B2404.i, %B2480.i, %read_calls.19.exit.i, %B2678.i, %B2896.i, %B3266.i, %B3106.i, %B136.if.i.i, %B386.i, %B1160.i, %B1198.i, %B1246.i, %B1436.i, %B3540.i
  %.sink.i = phi i64 [ 1, %B3540.i ], [ 0, %B1754.i ], [ 0, %B386.i ], [ 0, %B1436.i ], [ 0, %B3106.i ], [ 0, %B136.if.i.i ], [ 0, %B1246.i ], [ 0, %B1198.i ], [ 0, %B1160.i ], [ 0, %B3266.i ], [ 0, %B2896.i ], [ 0, %B2678.i ], [ 0, %read_calls.19.exit.i ], [ 0, %B2480.i ], [ 0, %B2404.i ], [ 0, %B2328.i ], [ 0, %B2240.i ], [ 0, %B2148.i ], [ 0, %B3374.i ], [ 0, %B3346.thread.i ], [ 0, %B3346.i ]
  ret i64 %.sink.i
}

declare i64 @llvm.smax.i64(i64, i64)

!0 = !{!1}
!1 = distinct !{!1, !2, !"read_calls.18: %retptr"}
!2 = distinct !{!2, !"read_calls.18"}
!3 = !{!4}
!4 = distinct !{!4, !5, !"read_calls.18: %retptr"}
!5 = distinct !{!5, !"read_calls.18"}
!6 = !{!7}
!7 = distinct !{!7, !8, !"read_calls.18: %retptr"}
!8 = distinct !{!8, !"read_calls.18"}
!9 = !{!10}
!10 = distinct !{!10, !11, !"read_calls.0: %retptr"}
!11 = distinct !{!11, !"read_calls.0"}
!12 = !{!13, !10}
!13 = distinct !{!13, !14, !"read_calls.14: %retptr"}
!14 = distinct !{!14, !"read_calls.14"}
!15 = !{!16, !10}
!16 = distinct !{!16, !17, !"read_calls.15: %retptr"}
!17 = distinct !{!17, !"read_calls.15"}
!18 = !{!19, !10}
!19 = distinct !{!19, !20, !"read_calls.19: %retptr"}
!20 = distinct !{!20, !"read_calls.19"}
