; Kernels of ordering_kernel.py in LLVM's intermediate code. Made by tools/kernels.py: not to be edited.
; made from ordering_kernel.py, SHA-256 aa2a2ee3f4e259c5eee5fa299ad01beb4b2a05362ed8aee3ca05da0e404c3ec5
; by Python 3.11, Numba 0.68.1, llvmlite 0.50.0
define range(i64 0, 2) i64 @check_calls(i64 %a0, ptr readonly %a1, ptr readonly %a2, ptr readonly %a3, ptr readonly %a4, ptr readonly %a5, ptr readonly %a6, ptr readonly %a7, ptr %a8, ptr %a9, ptr writeonly %a10) {
done:
  %.131127.not.i = icmp slt i64 %a0, 1
  br i1 %.131127.not.i, label %B660.i, label %B184.if.i

B374.i:                                           ; preds = %B184.if.i
  %.215.i = getelementptr i32, ptr %a6, i64 %.73.0128.i
  %.216.i = load i32, ptr %.215.i, align 4, !noalias !0
  %.219.i = icmp slt i32 %.216.i, %.199.i
  br i1 %.219.i, label %check_calls.0.exit, label %B404.i

B404.i:                                           ; preds = %B374.i
  %.265.not.i = icmp eq i64 %trip_before.0130.i, %.180.i
  br i1 %.265.not.i, label %B468.i, label %B416.i

B416.i:                                           ; preds = %B404.i
  %.279.i = getelementptr i32, ptr %a8, i64 %.180.i
  %.280.i = load i32, ptr %.279.i, align 4, !noalias !0
  %.282.i = icmp sgt i32 %.280.i, -1
  br i1 %.282.i, label %check_calls.0.exit, label %B446.i

B446.i:                                           ; preds = %B416.i
  %.319.i = trunc i64 %.73.0128.i to i32
  store i32 %.319.i, ptr %.279.i, align 4, !noalias !0
  %.325.i = getelementptr i32, ptr %a9, i64 %.180.i
  store i32 1, ptr %.325.i, align 4, !noalias !0
  br label %B566.i

B468.i:                                           ; preds = %B404.i
  %.330.i = getelementptr i32, ptr %a7, i64 %.73.0128.i
  %.331.i = load i32, ptr %.330.i, align 4, !noalias !0
  %.333.i = sext i32 %.331.i to i64
  %.334.not.i = icmp sge i64 %place_before.0132.i, %.333.i
  %.340.i = icmp sgt i64 %leaves.0133.i, %.200.i
  %or.cond123.i = select i1 %.334.not.i, i1 true, i1 %.340.i
  br i1 %or.cond123.i, label %check_calls.0.exit, label %B510.i

B510.i:                                           ; preds = %B468.i
  %.386.i = icmp eq i64 %stop_before.0131.i, %.192.i
  br i1 %.386.i, label %B522.i, label %B534.i

B522.i:                                           ; preds = %B510.i
  %.391.i = add nsw i64 %again_n.0134.i, 1
  br label %B566.i

B534.i:                                           ; preds = %B510.i
  %.397.i = getelementptr i32, ptr %a9, i64 %trip_before.0130.i
  %.398.i = load i32, ptr %.397.i, align 4, !noalias !0
  %.400.i = add i32 %.398.i, 1
  store i32 %.400.i, ptr %.397.i, align 4, !noalias !0
  br label %B566.i

B566.i:                                           ; preds = %B534.i, %B522.i, %B446.i
  %again_n.1.i = phi i64 [ %again_n.0134.i, %B446.i ], [ %.391.i, %B522.i ], [ %again_n.0134.i, %B534.i ]
  %.419.i = getelementptr i32, ptr %a7, i64 %.73.0128.i
  %.420.i = load i32, ptr %.419.i, align 4, !noalias !0
  %.421.i = sext i32 %.420.i to i64
  %.427.i = load i32, ptr %.215.i, align 4, !noalias !0
  %.430.i = sext i32 %.427.i to i64
  %exitcond.not.i = icmp eq i64 %a0, %.144.i
  br i1 %exitcond.not.i, label %B660.i, label %B184.if.i

B660.i:                                           ; preds = %B566.i, %done
  %again_n.0.lcssa.i = phi i64 [ 0, %done ], [ %again_n.1.i, %B566.i ]
  store i64 %again_n.0.lcssa.i, ptr %a10, align 8, !noalias !0
  br label %check_calls.0.exit

B184.if.i:                                        ; preds = %done, %B566.i
  %again_n.0134.i = phi i64 [ %again_n.1.i, %B566.i ], [ 0, %done ]
  %leaves.0133.i = phi i64 [ %.430.i, %B566.i ], [ -1, %done ]
  %place_before.0132.i = phi i64 [ %.421.i, %B566.i ], [ -1, %done ]
  %stop_before.0131.i = phi i64 [ %.192.i, %B566.i ], [ -1, %done ]
  %trip_before.0130.i = phi i64 [ %.180.i, %B566.i ], [ -1, %done ]
  %.73.0128.i = phi i64 [ %.144.i, %B566.i ], [ 0, %done ]
  %.144.i = add nuw nsw i64 %.73.0128.i, 1
  %.174.i = getelementptr i32, ptr %a1, i64 %.73.0128.i
  %.175.i = load i32, ptr %.174.i, align 4, !noalias !0
  %.177.i = sext i32 %.175.i to i64
  %.178.i = getelementptr i32, ptr %a3, i64 %.177.i
  %.179.i = load i32, ptr %.178.i, align 4, !noalias !0
  %.180.i = sext i32 %.179.i to i64
  %.186.i = getelementptr i32, ptr %a2, i64 %.73.0128.i
  %.187.i = load i32, ptr %.186.i, align 4, !noalias !0
  %.189.i = sext i32 %.187.i to i64
  %.190.i = getelementptr i32, ptr %a4, i64 %.189.i
  %.191.i = load i32, ptr %.190.i, align 4, !noalias !0
  %.192.i = sext i32 %.191.i to i64
  %.198.i = getelementptr i32, ptr %a5, i64 %.73.0128.i
  %.199.i = load i32, ptr %.198.i, align 4, !noalias !0
  %.200.i = sext i32 %.199.i to i64
  %.205.i = icmp slt i32 %.179.i, 0
  %.208.i = icmp slt i32 %.191.i, 0
  %or.cond.i = select i1 %.205.i, i1 true, i1 %.208.i
  %.211.i = icmp slt i32 %.199.i, 0
  %or.cond1.i = select i1 %or.cond.i, i1 true, i1 %.211.i
  br i1 %or.cond1.i, label %check_calls.0.exit, label %B374.i

check_calls.0.exit:                               ; preds = %B374.i, %B416.i, %B468.i, %B184.if.i, %B660.i
  %.sink.i = phi i64 [ 1, %B660.i ], [ 0, %B184.if.i ], [ 0, %B468.i ], [ 0, %B416.i ], [ 0, %B374.i ]
  ret i64 %.sink.i
}

define i64 @lay_out_calls(i64 %a0, i64 %a1, ptr readonly %a2, ptr readonly %a3, ptr readnone %a4, ptr readonly %a5, ptr readonly %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, ptr readonly %a10, ptr readonly %a11, ptr readonly %a12, ptr writeonly %a13, ptr writeonly %a14, ptr writeonly %a15, ptr writeonly %a16, ptr writeonly %a17, ptr writeonly %a18, ptr writeonly %a19, ptr writeonly %a20, ptr writeonly %a21) {
done:
  %.15491.not.i = icmp slt i64 %a1, 1
  br i1 %.15491.not.i, label %lay_out_calls.0.exit, label %B96.if.preheader.i

B96.if.preheader.i:                               ; preds = %done
  %0 = add i64 %a0, -1
  br label %B96.if.i

B126.i:                                           ; preds = %B96.if.i
  %.212.i = getelementptr i32, ptr %a11, i64 %.95.092.i
  %.213.i = load i32, ptr %.212.i, align 4, !noalias !3
  %.214.i = sext i32 %.213.i to i64
  %.220.i = getelementptr i32, ptr %a2, i64 %.214.i
  %.221.i = load i32, ptr %.220.i, align 4, !noalias !3
  %.230.i = icmp sgt i64 %a0, %.214.i
  br i1 %.230.i, label %B260.preheader.i, label %B610.i

B260.preheader.i:                                 ; preds = %B126.i
  %.280.i = trunc i64 %.95.092.i to i32
  br label %B260.i

B260.i:                                           ; preds = %B586.i, %B260.preheader.i
  %call.3.i = phi i64 [ %call.4.i, %B586.i ], [ %call.094.i, %B260.preheader.i ]
  %again_n.3.i = phi i64 [ %again_n.4.i, %B586.i ], [ %again_n.095.i, %B260.preheader.i ]
  %at.3.i = phi i64 [ %.364.i, %B586.i ], [ %.214.i, %B260.preheader.i ]
  %stop_before.3.i = phi i64 [ %stop_before.4.i, %B586.i ], [ -1, %B260.preheader.i ]
  %.244.i = getelementptr i32, ptr %a3, i64 %at.3.i
  %.245.i = load i32, ptr %.244.i, align 4, !noalias !3
  %.247.i = sext i32 %.245.i to i64
  %.248.i = getelementptr i32, ptr %a5, i64 %.247.i
  %.249.i = load i32, ptr %.248.i, align 4, !noalias !3
  %.250.i = sext i32 %.249.i to i64
  %.256.i = icmp eq i64 %stop_before.3.i, %.250.i
  br i1 %.256.i, label %B326.i, label %B360.i

B326.i:                                           ; preds = %B260.i
  %.262.i = getelementptr i32, ptr %a8, i64 %at.3.i
  %.263.i = load i32, ptr %.262.i, align 4, !noalias !3
  %.266.i = getelementptr i32, ptr %a21, i64 %again_n.3.i
  store i32 %.263.i, ptr %.266.i, align 4, !noalias !3
  %.269.i = add nsw i64 %again_n.3.i, 1
  br label %B474.i

B360.i:                                           ; preds = %B260.i
  %.274.i = add nsw i64 %call.3.i, 1
  %.281.i = getelementptr i32, ptr %a13, i64 %.274.i
  store i32 %.280.i, ptr %.281.i, align 4, !noalias !3
  %.287.i = getelementptr i32, ptr %a14, i64 %.274.i
  store i32 %.249.i, ptr %.287.i, align 4, !noalias !3
  %.291.i = sub i64 %call.3.i, %call.094.i
  %.294.i = trunc i64 %.291.i to i32
  %.295.i = getelementptr i32, ptr %a15, i64 %.274.i
  store i32 %.294.i, ptr %.295.i, align 4, !noalias !3
  %.299.i = getelementptr i32, ptr %a6, i64 %at.3.i
  %.300.i = load i32, ptr %.299.i, align 4, !noalias !3
  %.303.i = getelementptr i32, ptr %a16, i64 %.274.i
  store i32 %.300.i, ptr %.303.i, align 4, !noalias !3
  %.307.i = getelementptr i32, ptr %a8, i64 %at.3.i
  %.308.i = load i32, ptr %.307.i, align 4, !noalias !3
  %.311.i = getelementptr i32, ptr %a18, i64 %.274.i
  store i32 %.308.i, ptr %.311.i, align 4, !noalias !3
  %.316.i = getelementptr i8, ptr %a19, i64 %.274.i
  store i8 0, ptr %.316.i, align 1, !noalias !3
  %.321.i = getelementptr i8, ptr %a20, i64 %.274.i
  store i8 0, ptr %.321.i, align 1, !noalias !3
  br label %B474.i

B474.i:                                           ; preds = %B360.i, %B326.i
  %call.4.i = phi i64 [ %call.3.i, %B326.i ], [ %.274.i, %B360.i ]
  %again_n.4.i = phi i64 [ %.269.i, %B326.i ], [ %again_n.3.i, %B360.i ]
  %stop_before.4.i = phi i64 [ %stop_before.3.i, %B326.i ], [ %.250.i, %B360.i ]
  %.331.i = getelementptr i32, ptr %a7, i64 %at.3.i
  %.332.i = load i32, ptr %.331.i, align 4, !noalias !3
  %.335.i = getelementptr i32, ptr %a17, i64 %call.4.i
  store i32 %.332.i, ptr %.335.i, align 4, !noalias !3
  %.339.i = getelementptr i8, ptr %a9, i64 %at.3.i
  %.340.i = load i8, ptr %.339.i, align 1, !noalias !3
  %.342.i = icmp eq i8 %.340.i, 0
  br i1 %.342.i, label %B520.i, label %B530.i

B520.i:                                           ; preds = %B474.i
  %.347.i = getelementptr i8, ptr %a19, i64 %call.4.i
  store i8 1, ptr %.347.i, align 1, !noalias !3
  br label %B530.i

B530.i:                                           ; preds = %B520.i, %B474.i
  %.352.i = getelementptr i8, ptr %a10, i64 %at.3.i
  %.353.i = load i8, ptr %.352.i, align 1, !noalias !3
  %.355.i = icmp eq i8 %.353.i, 0
  br i1 %.355.i, label %B554.i, label %B564.i

B554.i:                                           ; preds = %B530.i
  %.360.i = getelementptr i8, ptr %a20, i64 %call.4.i
  store i8 1, ptr %.360.i, align 1, !noalias !3
  br label %B564.i

B564.i:                                           ; preds = %B554.i, %B530.i
  %exitcond.not.i = icmp eq i64 %at.3.i, %0
  br i1 %exitcond.not.i, label %B610.i, label %B586.i

B586.i:                                           ; preds = %B564.i
  %.364.i = add i64 %at.3.i, 1
  %.373.i = getelementptr i32, ptr %a2, i64 %.364.i
  %.374.i = load i32, ptr %.373.i, align 4, !noalias !3
  %.376.i = icmp eq i32 %.374.i, %.221.i
  br i1 %.376.i, label %B260.i, label %B610.i

B610.i:                                           ; preds = %B586.i, %B564.i, %B126.i
  %call.2.i = phi i64 [ %call.094.i, %B126.i ], [ %call.4.i, %B564.i ], [ %call.4.i, %B586.i ]
  %again_n.2.i = phi i64 [ %again_n.095.i, %B126.i ], [ %again_n.4.i, %B564.i ], [ %again_n.4.i, %B586.i ]
  %.394.i = getelementptr i8, ptr %a19, i64 %call.2.i
  store i8 0, ptr %.394.i, align 1, !noalias !3
  %1 = getelementptr i8, ptr %a20, i64 %call.094.i
  %.399.i = getelementptr i8, ptr %1, i64 1
  store i8 0, ptr %.399.i, align 1, !noalias !3
  br label %B635.i

B635.i:                                           ; preds = %B96.if.i, %B610.i
  %call.1.i = phi i64 [ %call.2.i, %B610.i ], [ %call.094.i, %B96.if.i ]
  %again_n.1.i = phi i64 [ %again_n.2.i, %B610.i ], [ %again_n.095.i, %B96.if.i ]
  %exitcond96.not.i = icmp eq i64 %a1, %.167.i
  br i1 %exitcond96.not.i, label %lay_out_calls.0.exit, label %B96.if.i

B96.if.i:                                         ; preds = %B635.i, %B96.if.preheader.i
  %again_n.095.i = phi i64 [ %again_n.1.i, %B635.i ], [ 0, %B96.if.preheader.i ]
  %call.094.i = phi i64 [ %call.1.i, %B635.i ], [ -1, %B96.if.preheader.i ]
  %.95.092.i = phi i64 [ %.167.i, %B635.i ], [ 0, %B96.if.preheader.i ]
  %.167.i = add nuw nsw i64 %.95.092.i, 1
  %.197.i = getelementptr i32, ptr %a12, i64 %.95.092.i
  %.198.i = load i32, ptr %.197.i, align 4, !noalias !3
  %.200.i = icmp slt i32 %.198.i, 2
  br i1 %.200.i, label %B635.i, label %B126.i

lay_out_calls.0.exit:                             ; preds = %B635.i, %done
  %again_n.0.lcssa.i = phi i64 [ 0, %done ], [ %again_n.1.i, %B635.i ]
  ret i64 %again_n.0.lcssa.i
}

!0 = !{!1}
!1 = distinct !{!1, !2, !"check_calls.0: %retptr"}
!2 = distinct !{!2, !"check_calls.0"}
!3 = !{!4}
!4 = distinct !{!4, !5, !"lay_out_calls.0: %retptr"}
!5 = distinct !{!5, !"lay_out_calls.0"}
